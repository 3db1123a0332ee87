def running_maximum(values):
    """For every position of `values`, find the largest item seen from the start up to
    and including that position, and return these maxima as a list of the same
    length. An empty list gives an empty list.
    """
    return [max(values[:end]) for end in range(1, len(values) + 1)]
