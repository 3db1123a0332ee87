def pack_value(items, capacity):
    """Given a list `items` of (weight, value) pairs, return the greatest total value of
    items that together weigh at most `capacity`. Every item can be packed once. Without
    any item that fits, the result is 0; all weights are positive.
    """
    if not items:
        return 0
    (weight, value), *rest = items
    best = pack_value(rest, capacity)
    if weight < capacity:
        best = max(best, value + pack_value(rest, capacity - weight))
    return best
