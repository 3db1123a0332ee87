from itertools import groupby


def runs_of_at_least(values, size):
    """Group equal neighbouring elements of `values` and return a list of pairs
    (element, length of the group) for all groups of at least `size` elements.
    """
    groups = [list(group) for _, group in groupby(values)]
    return [(group[0], len(group)) for group in groups if len(group) >= size]
