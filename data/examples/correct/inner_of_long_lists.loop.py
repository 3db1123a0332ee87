def inner_of_long_lists(lists, size):
    """From a list of lists, keep only those with more than `size` elements, without
    their first and last elements.
    """
    kept = []
    for inner in lists:
        if len(inner) > size:
            kept.append(inner[1 : len(inner) - 1])
    return kept
