def largest_power_below(base, limit):
    """Return the largest power of `base` that does not exceed `limit`, both integers,
    `base` at least 2 and `limit` at least 1.
    """
    if limit < base:
        return 1
    return base * largest_power_below(base, limit // base)
