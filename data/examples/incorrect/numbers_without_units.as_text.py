def numbers_without_units(text):
    """Remove everything but digits and blanks from `text`, and return the numbers that
    are left as integers in descending order.
    """
    kept = "".join(c for c in text if c.isdigit() or c.isspace())
    return [int(word) for word in sorted(kept.split(), reverse=True)]
