def repeats_of_maximum(values):
    """How many times does the largest element of `values` occur before its last
    occurrence?
    """
    return values.count(max(values)) - 1 if values else 0
