def overlap_merge(left, right):
    """Join `left` and `right`, writing the part they share only once.

    The shared part is the longest end of `left` that is also a start of `right`;
    where there is none, `right` simply follows `left`.
    """
    if right.startswith(left):
        return right
    return left[0] + overlap_merge(left[1:], right)
