def swapped_and_sorted(entries):
    """Swap the two elements of every tuple in `entries` and return the list of swapped
    tuples in descending order.
    """
    swapped = []
    for entry in entries:
        swapped.append(entry[::-1])
    swapped.sort()
    return swapped[::-1]
