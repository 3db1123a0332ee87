def pairs_at_least_double(pairs):
    """How many of the given pairs have a second number that is at least twice the
    first?
    """
    count = 0
    for pair in pairs:
        if pair[1] >= 2 * pair[0]:
            count += 1
    return count
