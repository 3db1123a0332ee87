def missing_numbers(values):
    """Find the whole numbers between the smallest and the largest element of `values`
    that do not occur in it, in increasing order. `values` is an unsorted list of
    integers, possibly with duplicates; an empty list has no missing numbers.
    """
    ordered = sorted(values)
    missing = []
    for left, right in zip(ordered, ordered[1:]):
        missing.extend(range(left + 1, right + 1))
    return missing
