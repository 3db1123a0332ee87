from itertools import pairwise


def neighbour_gaps(values, limit):
    """Return the differences between neighbouring numbers of `values` that are larger
    than `limit`, as absolute values and in order.
    """
    return [abs(b - a) for a, b in pairwise(values) if abs(b - a) > limit]
