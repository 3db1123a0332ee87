import re


def numbers_in_text(text):
    """Find all whole numbers written in `text` and return the difference between the
    largest and the smallest of them, or 0 if there is no number.
    """
    numbers = [int(digits) for digits in re.findall(r"\d", text)]
    return max(numbers, default=0) - min(numbers, default=0)
