def search_rotated(values, target):
    """Return the index of `target` in `values`, a list of different numbers that was
    sorted in ascending order and then rotated by an unknown number of places. Return
    -1 if `target` does not occur.
    """
    low, high = 0, len(values) - 1
    while low <= high:
        middle = (low + high) // 2
        if values[middle] == target:
            return middle
        if values[low] <= values[middle]:
            if values[low] <= target < values[middle]:
                high = middle - 1
            else:
                low = middle + 1
        elif values[middle] < target <= values[high]:
            low = middle + 1
        else:
            high = middle - 1
    return -1
