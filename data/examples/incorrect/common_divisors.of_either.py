def common_divisors(a, b):
    """Return all numbers greater than 1 that divide both `a` and `b` without remainder,
    in descending order.
    """
    return [d for d in range(min(a, b), 1, -1) if a % d == 0 or b % d == 0]
