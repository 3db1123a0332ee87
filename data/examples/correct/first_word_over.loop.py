def first_word_over(words, size, letter):
    """Return the first word in `words` that is longer than `size` and contains the
    letter `letter`, written in capital letters, or an empty string.
    """
    for word in words:
        if letter in word and len(word) > size:
            return word.upper()
    return ""
