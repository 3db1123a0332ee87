def repeats_of_maximum(values):
    """How many times does the largest element of `values` occur before its last
    occurrence?
    """
    largest, before = None, 0
    for value in values:
        if largest is None or value > largest:
            largest = value
        elif value == largest:
            before += 1
    return before
