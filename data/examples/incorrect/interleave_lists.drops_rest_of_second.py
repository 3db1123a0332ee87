def interleave_lists(first: list, second: list) -> list:
    """Return a list that takes items from `first` and `second` in turn, beginning with
    `first`. Once one of the lists is used up, the rest of the other follows in its
    own order.
    """
    result = []
    for left, right in zip(first, second):
        result.extend([left, right])
    shared = min(len(first), len(second))
    return result + first[shared:]
