import math


def divisor_class(number):
    """Compare the positive integer `number` with the sum of its divisors other than
    itself. Return "perfect" if they are equal, "abundant" if the sum is greater and
    "deficient" if it is smaller.
    """
    divisors = set()
    for low in range(1, math.isqrt(number) + 1):
        if number % low == 0:
            divisors |= {low, number // low}
    excess = sum(divisors) - 2 * number
    if excess == 0:
        return "perfect"
    return "abundant" if excess > 0 else "deficient"
