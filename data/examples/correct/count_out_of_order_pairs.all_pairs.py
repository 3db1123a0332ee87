from itertools import combinations


def count_out_of_order_pairs(values):
    """Count the pairs of positions in `values` where the item at the earlier position
    is greater than the item at the later one. Equal items do not count, and an empty
    list has no such pairs.
    """
    return sum(earlier > later for earlier, later in combinations(values, 2))
