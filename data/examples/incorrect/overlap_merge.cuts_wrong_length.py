def overlap_merge(left, right):
    """Join `left` and `right`, writing the part they share only once.

    The shared part is the longest end of `left` that is also a start of `right`;
    where there is none, `right` simply follows `left`.
    """
    for start in range(len(left)):
        if right.startswith(left[start:]):
            return left + right[start:]
    return left + right
