def missing_numbers(values):
    """Find the whole numbers between the smallest and the largest element of `values`
    that do not occur in it, in increasing order. `values` is an unsorted list of
    integers, possibly with duplicates; an empty list has no missing numbers.
    """
    if not values:
        return []
    full = set(range(min(values), max(values)))
    return sorted(full - set(values))
