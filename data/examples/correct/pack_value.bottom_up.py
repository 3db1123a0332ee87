def pack_value(items, capacity):
    """Given a list `items` of (weight, value) pairs, return the greatest total value of
    items that together weigh at most `capacity`. Every item can be packed once. Without
    any item that fits, the result is 0; all weights are positive.
    """
    best = [0] * (capacity + 1)
    for weight, value in items:
        for room in range(capacity, weight - 1, -1):
            best[room] = max(best[room], best[room - weight] + value)
    return best[-1]
