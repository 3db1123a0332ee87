import math


def product_steps(number: int) -> int:
    """Count how many times the non-negative integer `number` must be replaced by the
    product of its non-zero digits until it has a single digit. A number below 10 needs
    no step.
    """
    if number < 10:
        return 0
    product = math.prod(int(digit) for digit in str(number))
    return 1 + product_steps(product)
