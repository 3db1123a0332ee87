from collections import Counter


def in_exactly_one(groups):
    """Return the sorted list of the values that occur in exactly one of the lists in
    `groups`. It does not matter how many times a value occurs within that one list.
    """
    counts = Counter()
    for group in groups:
        counts.update(group)
    return sorted(value for value, count in counts.items() if count == 1)
