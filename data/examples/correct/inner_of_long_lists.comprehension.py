def inner_of_long_lists(lists, size):
    """From a list of lists, keep only those with more than `size` elements, without
    their first and last elements.
    """
    return [inner[1:-1] for inner in lists if len(inner) > size]
