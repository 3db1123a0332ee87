from functools import cache


@cache
def indel_distance(first: str, second: str) -> int:
    """Return the smallest number of single characters that must be inserted or deleted
    to turn `first` into `second`. Characters cannot be replaced, so a replacement costs
    one deletion and one insertion. Upper and lower case differ.
    """
    if not first or not second:
        return len(first) + len(second)
    if first[0] == second[0]:
        return indel_distance(first[1:], second[1:])
    deleted = indel_distance(first[1:], second)
    inserted = indel_distance(first, second[1:])
    return 1 + min(deleted, inserted)
