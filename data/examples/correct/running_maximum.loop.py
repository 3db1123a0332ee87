def running_maximum(values):
    """For every position of `values`, find the largest item seen from the start up to
    and including that position, and return these maxima as a list of the same
    length. An empty list gives an empty list.
    """
    result = []
    best = float("-inf")
    for value in values:
        best = max(best, value)
        result.append(best)
    return result
