def list_depth(data: object) -> int:
    """Find how deeply lists are nested in `data`. Anything that is not a list has depth
    0, and a list has a depth of one more than its deepest element, so an empty list has
    depth 1.
    """
    if not isinstance(data, list) or not data:
        return 0
    deepest = 0
    for item in data:
        deepest = max(deepest, list_depth(item))
    return deepest + 1
