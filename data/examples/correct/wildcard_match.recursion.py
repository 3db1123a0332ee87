def wildcard_match(pattern, text):
    """Check whether the whole of `text` fits `pattern`.

    In the pattern a question mark stands for exactly one character and a star for
    any number of characters, also none. Every other character stands for itself,
    and case matters.
    """
    if not pattern:
        return text == ""
    if pattern[0] == "*":
        if wildcard_match(pattern[1:], text):
            return True
        return text != "" and wildcard_match(pattern, text[1:])
    if text == "" or pattern[0] not in ("?", text[0]):
        return False
    return wildcard_match(pattern[1:], text[1:])
