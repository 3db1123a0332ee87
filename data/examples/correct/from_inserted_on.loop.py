def from_inserted_on(values, value):
    """Insert `value` into the sorted list `values` before any equal numbers, and return
    the list from the inserted value to the end.
    """
    rest = [number for number in values if number >= value]
    rest.insert(0, value)
    return rest
