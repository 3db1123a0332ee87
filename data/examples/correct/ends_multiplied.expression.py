def ends_multiplied(values):
    """Multiply the first element of `values` by the last one and add the number of
    elements. The list is never empty.
    """
    return values[0] * values[-1] + len(values)
