from bisect import bisect_left


def nearest_in_sorted(values, target):
    """Find the item of `values`, a list of numbers in ascending order, that differs
    least from `target`. The smaller item is returned when two are equally near, and
    None when the list is empty.
    """
    if not values:
        return None
    place = bisect_left(values, target)
    if place == 0:
        return values[0]
    if place == len(values):
        return values[-1]
    before, after = values[place - 1], values[place]
    return before if target - before <= after - target else after
