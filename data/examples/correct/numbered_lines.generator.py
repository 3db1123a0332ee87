def numbered_lines(text):
    """Number the non-empty lines of `text`: write "1. " before the first of them, "2. "
    before the second and so on. Empty lines are removed.
    """
    lines = [line for line in text.splitlines() if line]
    return "\n".join(f"{i}. {line}" for i, line in enumerate(lines, 1))
