from itertools import accumulate


def running_minimum_drops(values):
    """Return the running minimum of `values` with every minimum written only once: the
    first value and then each value that is lower than all before it.
    """
    return list(dict.fromkeys(accumulate(values, min)))
