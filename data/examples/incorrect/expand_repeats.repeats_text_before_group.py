def expand_repeats(text: str) -> str:
    """Expand the groups in `text`: a digit followed by a part in round brackets stands
    for that many copies of the part, and a part may contain groups itself. All other
    characters are letters and stay as they are. Zero copies leave nothing.
    """
    stack = []
    current = ""
    for char in text:
        if char.isdigit():
            stack.append((current, int(char)))
            current = ""
        elif char == ")":
            before, count = stack.pop()
            current = count * (before + current)
        elif char != "(":
            current += char
    return current
