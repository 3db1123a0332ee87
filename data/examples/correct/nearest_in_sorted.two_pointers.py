def nearest_in_sorted(values, target):
    """Find the item of `values`, a list of numbers in ascending order, that differs
    least from `target`. The smaller item is returned when two are equally near, and
    None when the list is empty.
    """
    if not values:
        return None
    low, high = 0, len(values) - 1
    while low < high:
        if target - values[low] <= values[high] - target:
            high -= 1
        else:
            low += 1
    return values[low]
