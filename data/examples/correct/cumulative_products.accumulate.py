from itertools import accumulate, takewhile
from operator import mul


def cumulative_products(factors):
    """Return the running products of `factors`: at every position the product of all
    numbers up to there. Stop before the first zero.
    """
    return list(accumulate(takewhile(lambda factor: factor != 0, factors), mul))
