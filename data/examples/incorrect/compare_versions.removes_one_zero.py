def significant_numbers(version):
    numbers = [int(part) for part in version.split(".")]
    if numbers and numbers[-1] == 0:
        numbers.pop()
    return numbers


def compare_versions(left, right):
    """Compare two version strings made of whole numbers separated by dots.

    Return -1 when `left` is older than `right`, 1 when it is newer, and 0 when they
    mean the same version. Numbers count from left to right, and a missing number
    counts as zero.
    """
    older = significant_numbers(left)
    newer = significant_numbers(right)
    return (older > newer) - (older < newer)
