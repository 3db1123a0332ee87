def list_depth(data: object) -> int:
    """Find how deeply lists are nested in `data`. Anything that is not a list has depth
    0, and a list has a depth of one more than its deepest element, so an empty list has
    depth 1.
    """
    depth = 0
    lists = [data] if isinstance(data, list) else []
    while lists:
        depth += 1
        lists = [item for part in lists for item in part if isinstance(item, list)]
    return depth
