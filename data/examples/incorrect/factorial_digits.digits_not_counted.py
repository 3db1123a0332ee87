import math


def factorial_digits(n):
    """Return the sum of the digits of the factorial of `n`, plus the number of its
    digits.
    """
    digits = str(math.factorial(n))
    return sum(int(digit) for digit in digits)
