def first_word_over(words, size, letter):
    """Return the first word in `words` that is longer than `size` and contains the
    letter `letter`, written in capital letters, or an empty string.
    """
    return next((w.upper() for w in words if len(w) > size and letter in w), "")
