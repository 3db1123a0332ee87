def sort_without_comparing(values):
    """Sort the non-negative integers in `values` into ascending order without comparing
    them with each other, by their digits or by counting, and return them as a new
    list. Repeats are kept, and an empty list gives an empty list.
    """
    counts = []
    for value in values:
        while len(counts) <= value:
            counts.append(0)
        counts[value] = 1
    result = []
    for value, count in enumerate(counts):
        result.extend([value] * count)
    return result
