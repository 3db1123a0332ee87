def split_at_any(text):
    """Split `text` at every comma and every semicolon, strip blanks from the parts, and
    return the parts that are not empty from last to first.
    """
    parts = []
    for part in text.replace(";", ",").split(","):
        if part.strip():
            parts.insert(0, part.strip())
    return parts
