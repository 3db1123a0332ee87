from itertools import takewhile


def leading_small_numbers(values, limit):
    """Return the total of the numbers at the start of `values` up to, but not
    including, the first number that is not smaller than `limit`.
    """
    return sum(takewhile(lambda value: value < limit, values))
