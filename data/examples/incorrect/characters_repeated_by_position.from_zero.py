def characters_repeated_by_position(text):
    """Repeat every character of `text` as often as its position counted from 1, and
    join the groups with hyphens, in lower case.
    """
    return "-".join(c.lower() * i for i, c in enumerate(text))
