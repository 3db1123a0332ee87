def in_exactly_one(groups):
    """Return the sorted list of the values that occur in exactly one of the lists in
    `groups`. It does not matter how many times a value occurs within that one list.
    """
    once, again = set(), set()
    for group in groups:
        members = set(group)
        again |= once & members
        once |= members
    return sorted(once & again)
