def running_minimum_drops(values):
    """Return the running minimum of `values` with every minimum written only once: the
    first value and then each value that is lower than all before it.
    """
    return [v for i, v in enumerate(values) if i == 0 or v < values[i - 1]]
