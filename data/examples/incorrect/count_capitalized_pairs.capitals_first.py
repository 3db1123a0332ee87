import re


def count_capitalized_pairs(text):
    """Count how many times in `text` a small letter is directly followed by a capital
    letter.
    """
    return len(re.findall(r"[A-Z][a-z]", text))
