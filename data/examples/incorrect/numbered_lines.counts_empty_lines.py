def numbered_lines(text):
    """Number the non-empty lines of `text`: write "1. " before the first of them, "2. "
    before the second and so on. Empty lines are removed.
    """
    lines = text.splitlines()
    return "\n".join(f"{i}. {line}" for i, line in enumerate(lines, 1) if line)
