def part_between_marks(text, opening, closing):
    """Return what stands between the first `opening` and the next `closing` character
    after it in `text`, without blanks at the ends. If one of them is missing, return an
    empty string.
    """
    start = text.find(opening)
    end = text.rfind(closing)
    if start < 0 or end < 0:
        return ""
    return text[start + 1 : end].strip()
