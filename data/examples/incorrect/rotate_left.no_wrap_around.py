def rotate_left(values: list, steps: int) -> list:
    """Return a new list with the items of `values` moved `steps` places to the left,
    where items pushed off the front come back at the end. A negative number of steps
    moves them to the right, `steps` may exceed the length, and an empty list gives
    an empty list.
    """
    size = len(values)
    return [values[position + steps - size] for position in range(size)]
