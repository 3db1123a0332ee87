def count_in_sorted(values: list[int], target: int) -> int:
    """Count how many times the integer `target` occurs in `values`, a list of integers
    in ascending order that may hold repeats. The count is zero if it does not occur
    or the list is empty.
    """
    if not values or target < values[0] or target > values[-1]:
        return 0
    if values[0] == values[-1]:
        return 1
    middle = len(values) // 2
    left, right = values[:middle], values[middle:]
    return count_in_sorted(left, target) + count_in_sorted(right, target)
