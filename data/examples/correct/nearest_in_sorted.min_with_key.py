def nearest_in_sorted(values, target):
    """Find the item of `values`, a list of numbers in ascending order, that differs
    least from `target`. The smaller item is returned when two are equally near, and
    None when the list is empty.
    """
    return min(values, key=lambda value: abs(value - target), default=None)
