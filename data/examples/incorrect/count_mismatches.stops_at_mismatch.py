def count_mismatches(first, second):
    """Count the positions at which `first` and `second` hold different characters.

    A position that only the longer of the two has counts as different as well.
    """
    if not first or not second:
        return len(first) + len(second)
    rest = count_mismatches(first[1:], second[1:])
    if first[0] == second[0]:
        return rest
    return 1
