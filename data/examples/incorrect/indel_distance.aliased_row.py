def indel_distance(first: str, second: str) -> int:
    """Return the smallest number of single characters that must be inserted or deleted
    to turn `first` into `second`. Characters cannot be replaced, so a replacement costs
    one deletion and one insertion. Upper and lower case differ.
    """
    common = [0] * (len(second) + 1)
    for char in first:
        previous = common
        for j, other in enumerate(second):
            if char == other:
                common[j + 1] = previous[j] + 1
            else:
                common[j + 1] = max(previous[j + 1], common[j])
    return len(first) + len(second) - 2 * common[-1]
