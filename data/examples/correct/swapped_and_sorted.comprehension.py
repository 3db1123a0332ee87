def swapped_and_sorted(entries):
    """Swap the two elements of every tuple in `entries` and return the list of swapped
    tuples in descending order.
    """
    return sorted(((b, a) for a, b in entries), reverse=True)
