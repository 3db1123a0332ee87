def flatten_levels(data, levels):
    """Given a nested list `data`, return a new list in which the inner lists of the
    outermost `levels` levels are replaced by their elements, so that empty lists there
    vanish. If `levels` is 0 or negative, all elements stay as they are.
    """
    result = []
    for item in data:
        if isinstance(item, list) and levels > 0:
            result.extend(flatten_levels(item, levels - 1))
        else:
            result.append(item)
    return result
