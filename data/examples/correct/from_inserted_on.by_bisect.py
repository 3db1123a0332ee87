import bisect


def from_inserted_on(values, value):
    """Insert `value` into the sorted list `values` before any equal numbers, and return
    the list from the inserted value to the end.
    """
    return [value] + values[bisect.bisect_left(values, value) :]
