def distinct_partitions(number, largest):
    """Count the ways to write `number` as a sum of different positive integers, none of
    them larger than `largest`. The order of the summands does not matter, and 0 has
    exactly one way, the sum without summands.
    """
    ways = [1] + [0] * number
    for part in range(1, largest):
        for total in range(number, part - 1, -1):
            ways[total] += ways[total - part]
    return ways[-1]
