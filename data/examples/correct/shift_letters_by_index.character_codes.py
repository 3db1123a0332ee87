def shift_letters_by_index(word):
    """Write each small letter of `word` as the letter so many places later in the
    alphabet as its index, where a follows after z. The first letter, at index 0, stays
    the same.
    """
    shifted = ""
    for i, c in enumerate(word):
        shifted += chr((ord(c) - 97 + i) % 26 + 97)
    return shifted
