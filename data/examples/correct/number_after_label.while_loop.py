def number_after_label(text):
    """Find the first group of digits in `text` and return it as a number increased by
    one, or 1 if there are no digits.
    """
    start = 0
    while start < len(text) and not text[start].isdigit():
        start += 1
    end = start
    while end < len(text) and text[end].isdigit():
        end += 1
    return int(text[start:end] or "0") + 1
