def numbers_in_text(text):
    """Find all whole numbers written in `text` and return the difference between the
    largest and the smallest of them, or 0 if there is no number.
    """
    spaced = "".join(c if c.isdigit() else " " for c in text)
    numbers = sorted(int(part) for part in spaced.split())
    if not numbers:
        return 0
    return numbers[-1] - numbers[0]
