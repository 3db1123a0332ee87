def nested_long_strings(data):
    """Join all strings in the nested list `data` that have more than two characters
    with blanks, in the order in which they are read. Numbers in the list are ignored.
    """
    found = []
    for item in data:
        if isinstance(item, list):
            found.append(nested_long_strings(item))
        elif isinstance(item, str) and len(item) > 2:
            found.append(item)
    return " ".join(filter(None, found))
