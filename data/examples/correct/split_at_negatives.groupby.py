from itertools import groupby


def split_at_negatives(values):
    """Split the list `values` at its negative numbers and return the parts between them
    as lists. The negative numbers are left out, and so are empty parts.
    """
    runs = groupby(values, key=lambda value: value < 0)
    return [list(run) for is_negative, run in runs if not is_negative]
