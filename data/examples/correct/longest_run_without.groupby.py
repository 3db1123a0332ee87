from itertools import groupby


def longest_run_without(values, unwanted):
    """How long is the longest run of consecutive elements of `values` that are
    different from `unwanted`?
    """
    runs = groupby(values, key=lambda value: value != unwanted)
    return max((len(list(run)) for differs, run in runs if differs), default=0)
