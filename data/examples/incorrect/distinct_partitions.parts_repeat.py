def distinct_partitions(number, largest):
    """Count the ways to write `number` as a sum of different positive integers, none of
    them larger than `largest`. The order of the summands does not matter, and 0 has
    exactly one way, the sum without summands.
    """
    if not number:
        return 1
    count = 0
    for part in range(1, min(number, largest) + 1):
        count += distinct_partitions(number - part, part)
    return count
