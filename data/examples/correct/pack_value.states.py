def pack_value(items, capacity):
    """Given a list `items` of (weight, value) pairs, return the greatest total value of
    items that together weigh at most `capacity`. Every item can be packed once. Without
    any item that fits, the result is 0; all weights are positive.
    """
    packed = {0: 0}
    for weight, value in items:
        for total, worth in list(packed.items()):
            if total + weight <= capacity:
                better = max(worth + value, packed.get(total + weight, 0))
                packed[total + weight] = better
    return max(packed.values())
