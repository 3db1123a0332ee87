def pairs_at_least_double(pairs):
    """How many of the given pairs have a second number that is at least twice the
    first?
    """
    return sum(b >= 2 * a for a, b in pairs)
