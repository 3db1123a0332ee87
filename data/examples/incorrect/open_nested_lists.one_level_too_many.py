def open_nested_lists(items, levels):
    """Return a copy of `items` in which lists inside the list are replaced by the items
    they hold, down to `levels` levels of nesting. With zero or fewer levels nothing
    is replaced, and tuples and strings are never opened.
    """
    if levels < 0:
        return list(items)
    result = []
    for item in items:
        if isinstance(item, list):
            result.extend(open_nested_lists(item, levels - 1))
        else:
            result.append(item)
    return result
