def union_without_common(a, b):
    """Return the numbers that are in exactly one of the lists `a` and `b`, largest
    first and without duplicates.
    """
    either, both = set(a) | set(b), set(a) & set(b)
    return sorted(either - both)[::-1]
