def steps_of_both(a, b):
    """Two numbers change in every step: `a` becomes half of itself, rounded down, and
    `b` grows by the new `a`. Return `b` when `a` has become 0.
    """
    while a > 0:
        b += a
        a //= 2
    return b
