def lower_bound(values: list[int], target: int) -> int:
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) // 2
        if values[middle] <= target:
            low = middle + 1
        else:
            high = middle
    return low


def count_in_sorted(values: list[int], target: int) -> int:
    """Count how many times the integer `target` occurs in `values`, a list of integers
    in ascending order that may hold repeats. The count is zero if it does not occur
    or the list is empty.
    """
    return lower_bound(values, target + 1) - lower_bound(values, target)
