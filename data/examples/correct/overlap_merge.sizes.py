def overlap_merge(left, right):
    """Join `left` and `right`, writing the part they share only once.

    The shared part is the longest end of `left` that is also a start of `right`;
    where there is none, `right` simply follows `left`.
    """
    for size in range(len(right), 0, -1):
        if left.endswith(right[:size]):
            return left + right[size:]
    return left + right
