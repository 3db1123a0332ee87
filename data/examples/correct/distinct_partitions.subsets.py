from itertools import combinations


def distinct_partitions(number, largest):
    """Count the ways to write `number` as a sum of different positive integers, none of
    them larger than `largest`. The order of the summands does not matter, and 0 has
    exactly one way, the sum without summands.
    """
    parts = range(1, min(number, largest) + 1)
    choices = (c for size in range(len(parts) + 1) for c in combinations(parts, size))
    return sum(1 for choice in choices if sum(choice) == number)
