def latest_first(items):
    """Return the elements of `items` without duplicates, the one that occurred last
    first: they are in the reverse order of their last occurrences.
    """
    latest = []
    for i in range(len(items) - 1, -1, -1):
        if items[i] not in latest:
            latest.append(items[i])
    return latest
