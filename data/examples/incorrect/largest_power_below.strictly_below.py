def largest_power_below(base, limit):
    """Return the largest power of `base` that does not exceed `limit`, both integers,
    `base` at least 2 and `limit` at least 1.
    """
    power = 1
    while power * base < limit:
        power *= base
    return power
