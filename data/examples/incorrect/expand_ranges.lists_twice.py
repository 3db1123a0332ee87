def expand_ranges(text):
    """Return the sorted list of all page numbers that `text` names.

    Its parts, separated by commas, are single numbers or two numbers joined by a
    hyphen, which name every number from the first to the second, both included. A
    number named twice is listed once, a range whose first number is the greater one
    names nothing, and an empty text gives an empty list.
    """
    pages = []
    for part in text.split(",") if text else []:
        first, _, last = part.partition("-")
        page = int(first)
        while page <= int(last or first):
            pages.append(page)
            page += 1
    pages.sort()
    return pages
