import re


def numbers_without_units(text):
    """Remove everything but digits and blanks from `text`, and return the numbers that
    are left as integers in descending order.
    """
    return sorted(map(int, re.sub(r"[^\d\s]", "", text).split()))[::-1]
