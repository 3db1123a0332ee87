def expand_repeats(text: str) -> str:
    """Expand the groups in `text`: a digit followed by a part in round brackets stands
    for that many copies of the part, and a part may contain groups itself. All other
    characters are letters and stay as they are. Zero copies leave nothing.
    """
    expanded, _ = expand_part(text, 0)
    return expanded


def expand_part(text: str, index: int) -> tuple[str, int]:
    """Expand from `index` to the closing bracket or the end, return where that is."""
    result = ""
    while index < len(text) and text[index] != ")":
        if text[index].isdigit():
            part, end = expand_part(text, index + 2)
            result += int(text[index]) * part
            index = end + 1
        else:
            result += text[index]
            index += 1
    return result, index
