def expand_ranges(text):
    """Return the sorted list of all page numbers that `text` names.

    Its parts, separated by commas, are single numbers or two numbers joined by a
    hyphen, which name every number from the first to the second, both included. A
    number named twice is listed once, a range whose first number is the greater one
    names nothing, and an empty text gives an empty list.
    """
    bounds = [part.split("-") for part in text.split(",") if part]
    pages = {page for ends in bounds for page in range(int(ends[0]), int(ends[-1]) + 1)}
    return sorted(pages)
