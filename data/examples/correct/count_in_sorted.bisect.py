from bisect import bisect_left, bisect_right


def count_in_sorted(values: list[int], target: int) -> int:
    """Count how many times the integer `target` occurs in `values`, a list of integers
    in ascending order that may hold repeats. The count is zero if it does not occur
    or the list is empty.
    """
    return bisect_right(values, target) - bisect_left(values, target)
