from bisect import bisect_right


def count_out_of_order_pairs(values):
    """Count the pairs of positions in `values` where the item at the earlier position
    is greater than the item at the later one. Equal items do not count, and an empty
    list has no such pairs.
    """
    count = 0
    seen = []
    for value in values:
        place = bisect_right(seen, value)
        count += len(seen) - place
        seen.insert(place, value)
    return count
