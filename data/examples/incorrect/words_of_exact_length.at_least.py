import re


def words_of_exact_length(text, size):
    """Find all words of exactly `size` letters in `text`, where words are separated by
    anything that is not a letter, and return them in lower case.
    """
    return [word.lower() for word in re.findall(r"[a-zA-Z]+", text) if len(word) >= size]
