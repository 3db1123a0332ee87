from functools import cache


@cache
def weighted_sequence(n):
    """The numbers w(n) are defined by w(0) = 1, w(1) = 2, w(2) = 4 and w(n) = w(n - 1)
    + 3 * w(n - 3) for larger n. Compute w(n) for a given `n`.
    """
    if n < 3:
        return 2**n
    return weighted_sequence(n - 1) + 3 * weighted_sequence(n - 3)
