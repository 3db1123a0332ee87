def words_of_exact_length(text, size):
    """Find all words of exactly `size` letters in `text`, where words are separated by
    anything that is not a letter, and return them in lower case.
    """
    spaced = "".join(c if c.isascii() and c.isalpha() else " " for c in text.lower())
    return [word for word in spaced.split() if len(word) == size]
