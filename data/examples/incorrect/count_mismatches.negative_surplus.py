def count_mismatches(first, second):
    """Count the positions at which `first` and `second` hold different characters.

    A position that only the longer of the two has counts as different as well.
    """
    differing = sum(a != b for a, b in zip(first, second))
    return differing + len(first) - len(second)
