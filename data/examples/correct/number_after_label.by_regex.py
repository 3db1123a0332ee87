import re


def number_after_label(text):
    """Find the first group of digits in `text` and return it as a number increased by
    one, or 1 if there are no digits.
    """
    digits = re.findall(r"\d+", text)
    return int(digits[0]) + 1 if digits else 1
