def factorial_digits(n):
    """Return the sum of the digits of the factorial of `n`, plus the number of its
    digits.
    """
    product = 1
    for factor in range(2, n + 1):
        product *= factor
    result = 0
    while product > 0:
        result += product % 10 + 1
        product //= 10
    return result
