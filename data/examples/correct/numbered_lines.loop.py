def numbered_lines(text):
    """Number the non-empty lines of `text`: write "1. " before the first of them, "2. "
    before the second and so on. Empty lines are removed.
    """
    numbered = []
    for line in text.splitlines():
        if line != "":
            numbered.append(str(len(numbered) + 1) + ". " + line)
    return "\n".join(numbered)
