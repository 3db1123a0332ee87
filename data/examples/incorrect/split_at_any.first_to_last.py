import re


def split_at_any(text):
    """Split `text` at every comma and every semicolon, strip blanks from the parts, and
    return the parts that are not empty from last to first.
    """
    parts = [part.strip() for part in re.split("[,;]", text)]
    return [part for part in parts if part]
