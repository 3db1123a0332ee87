def part_between_marks(text, opening, closing):
    """Return what stands between the first `opening` and the next `closing` character
    after it in `text`, without blanks at the ends. If one of them is missing, return an
    empty string.
    """
    inside, found, _ = text.partition(opening)[2].partition(closing)
    return inside.strip() if found else ""
