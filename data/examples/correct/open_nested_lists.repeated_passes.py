def open_nested_lists(items, levels):
    """Return a copy of `items` in which lists inside the list are replaced by the items
    they hold, down to `levels` levels of nesting. With zero or fewer levels nothing
    is replaced, and tuples and strings are never opened.
    """
    result = list(items)
    for _ in range(levels):
        flat = []
        for item in result:
            flat.extend(item if isinstance(item, list) else [item])
        result = flat
    return result
