def interleave_lists(first: list, second: list) -> list:
    """Return a list that takes items from `first` and `second` in turn, beginning with
    `first`. Once one of the lists is used up, the rest of the other follows in its
    own order.
    """
    result = []
    for index in range(max(len(first), len(second))):
        if index < len(first):
            result.append(first[index])
        elif index < len(second):
            result.append(second[index])
    return result
