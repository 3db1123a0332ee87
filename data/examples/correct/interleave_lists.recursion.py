def interleave_lists(first: list, second: list) -> list:
    """Return a list that takes items from `first` and `second` in turn, beginning with
    `first`. Once one of the lists is used up, the rest of the other follows in its
    own order.
    """
    if not first:
        return second
    return [first[0]] + interleave_lists(second, first[1:])
