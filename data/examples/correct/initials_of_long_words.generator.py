def initials_of_long_words(phrase, size):
    """Join the first letters of all words of `phrase` that have more than `size`
    letters into one string of capital letters.
    """
    return "".join(word[0] for word in phrase.split() if len(word) > size).upper()
