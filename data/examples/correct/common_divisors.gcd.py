import math


def common_divisors(a, b):
    """Return all numbers greater than 1 that divide both `a` and `b` without remainder,
    in descending order.
    """
    common = math.gcd(a, b)
    divisors = [d for d in range(2, common + 1) if common % d == 0]
    return divisors[::-1]
