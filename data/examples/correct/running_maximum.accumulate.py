from itertools import accumulate


def running_maximum(values):
    """For every position of `values`, find the largest item seen from the start up to
    and including that position, and return these maxima as a list of the same
    length. An empty list gives an empty list.
    """
    return list(accumulate(values, max))
