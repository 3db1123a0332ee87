import math


def sum_of_squares_not_by_three(limit):
    """Return the sum of all square numbers from 1 up to `limit` that are not divisible
    by 3.
    """
    return sum(root**2 for root in range(1, math.isqrt(limit) + 1) if root % 3)
