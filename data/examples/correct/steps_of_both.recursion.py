def steps_of_both(a, b):
    """Two numbers change in every step: `a` becomes half of itself, rounded down, and
    `b` grows by the new `a`. Return `b` when `a` has become 0.
    """
    if a == 0:
        return b
    half = a // 2
    return steps_of_both(half, b + half)
