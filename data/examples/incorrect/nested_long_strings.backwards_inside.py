def nested_long_strings(data):
    """Join all strings in the nested list `data` that have more than two characters
    with blanks, in the order in which they are read. Numbers in the list are ignored.
    """
    found, waiting = [], data[::-1]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, str) and len(item) > 2:
            found.append(item)
    return " ".join(found)
