def characters_repeated_by_position(text):
    """Repeat every character of `text` as often as its position counted from 1, and
    join the groups with hyphens, in lower case.
    """
    groups = ""
    for i in range(len(text)):
        if i > 0:
            groups += "-"
        groups += text[i].lower() * (i + 1)
    return groups
