import math


def roots_rounded_down(values):
    """Replace every positive number of `values` by its square root rounded down, and
    every other number by 0.
    """
    roots = []
    for value in values:
        root = math.sqrt(max(value, 0))
        roots.append(math.floor(root))
    return roots
