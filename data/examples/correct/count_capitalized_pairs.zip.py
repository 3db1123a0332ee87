def count_capitalized_pairs(text):
    """Count how many times in `text` a small letter is directly followed by a capital
    letter.
    """
    return sum(a.islower() and b.isupper() for a, b in zip(text, text[1:]))
