from itertools import accumulate


def times_below_zero(start, changes):
    """Starting with `start`, the `changes` are added one after another. How many times
    is the running balance below zero?
    """
    return sum(balance < 0 for balance in accumulate([start, *changes]))
