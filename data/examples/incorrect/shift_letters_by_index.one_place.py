import string


def shift_letters_by_index(word):
    """Write each small letter of `word` as the letter so many places later in the
    alphabet as its index, where a follows after z. The first letter, at index 0, stays
    the same.
    """
    letters = string.ascii_lowercase
    return "".join(letters[(letters.index(c) + 1) % 26] for c in word)
