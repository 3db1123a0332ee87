def union_without_common(a, b):
    """Return the numbers that are in exactly one of the lists `a` and `b`, largest
    first and without duplicates.
    """
    return sorted(set(a) - set(b), reverse=True)
