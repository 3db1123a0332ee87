def sort_without_comparing(values):
    """Sort the non-negative integers in `values` into ascending order without comparing
    them with each other, by their digits or by counting, and return them as a new
    list. Repeats are kept, and an empty list gives an empty list.
    """
    result = list(values)
    place = 1
    while any(value >= place for value in result):
        buckets = [[] for _ in range(10)]
        for value in result:
            buckets[value % 10].append(value)
        result = [value for bucket in buckets for value in bucket]
        place *= 10
    return result
