import math


def roots_rounded_down(values):
    """Replace every positive number of `values` by its square root rounded down, and
    every other number by 0.
    """
    return [round(math.sqrt(value)) if value > 0 else 0 for value in values]
