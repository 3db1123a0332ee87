def compare_versions(left, right):
    """Compare two version strings made of whole numbers separated by dots.

    Return -1 when `left` is older than `right`, 1 when it is newer, and 0 when they
    mean the same version. Numbers count from left to right, and a missing number
    counts as zero.
    """
    if not left and not right:
        return 0
    left_head, _, left_rest = left.partition(".")
    right_head, _, right_rest = right.partition(".")
    difference = int(left_head or "0") - int(right_head or "0")
    if difference == 0:
        return compare_versions(left_rest, right_rest)
    return 1 if difference > 0 else -1
