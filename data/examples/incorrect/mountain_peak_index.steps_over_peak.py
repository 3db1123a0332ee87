def mountain_peak_index(values: list[int]) -> int:
    """Return the index of the largest item of `values`, a list that rises strictly up
    to this item and falls strictly after it. Either slope may be missing, so that
    the peak can be the first or the last item; an empty list gives -1.
    """
    if not values:
        return -1
    low, high = 0, len(values) - 1
    while low < high:
        middle = (low + high) // 2
        if values[middle] < values[middle + 1]:
            low = middle + 1
        else:
            high = middle - 1
    return low
