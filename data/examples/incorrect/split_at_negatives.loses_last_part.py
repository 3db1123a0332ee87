def split_at_negatives(values):
    """Split the list `values` at its negative numbers and return the parts between them
    as lists. The negative numbers are left out, and so are empty parts.
    """
    parts, part = [], []
    for value in values:
        if value >= 0:
            part.append(value)
        elif part:
            parts.append(part)
            part = []
    return parts
