def shorten_middle(text: str, width: int) -> str:
    """Shorten `text` to `width` characters by cutting a piece out of its middle.

    Three dots take the place of the cut; if the characters that are kept cannot be
    shared equally, the start gets one more than the end. A text that fits stays as
    it is, and otherwise a `width` below 3 gives just that many dots.
    """
    if len(text) <= width:
        return text
    if width < 3:
        return "." * width
    tail = (width - 3) // 2
    head = width - 3 - tail
    return text[:head] + "..." + text[-tail:]
