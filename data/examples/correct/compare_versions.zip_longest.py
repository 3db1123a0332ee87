from itertools import zip_longest


def compare_versions(left, right):
    """Compare two version strings made of whole numbers separated by dots.

    Return -1 when `left` is older than `right`, 1 when it is newer, and 0 when they
    mean the same version. Numbers count from left to right, and a missing number
    counts as zero.
    """
    parts = zip_longest(left.split("."), right.split("."), fillvalue="0")
    for a, b in parts:
        if int(a) < int(b):
            return -1
        if int(a) > int(b):
            return 1
    return 0
