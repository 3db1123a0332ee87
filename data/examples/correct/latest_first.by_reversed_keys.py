def latest_first(items):
    """Return the elements of `items` without duplicates, the one that occurred last
    first: they are in the reverse order of their last occurrences.
    """
    return list(dict.fromkeys(reversed(items)))
