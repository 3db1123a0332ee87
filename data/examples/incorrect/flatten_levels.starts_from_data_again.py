def flatten_levels(data, levels):
    """Given a nested list `data`, return a new list in which the inner lists of the
    outermost `levels` levels are replaced by their elements, so that empty lists there
    vanish. If `levels` is 0 or negative, all elements stay as they are.
    """
    result = list(data)
    for _ in range(levels):
        flatter = []
        for item in data:
            flatter += item if isinstance(item, list) else [item]
        result = flatter
    return result
