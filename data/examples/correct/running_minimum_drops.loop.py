def running_minimum_drops(values):
    """Return the running minimum of `values` with every minimum written only once: the
    first value and then each value that is lower than all before it.
    """
    drops = []
    for value in values:
        if not drops or value < drops[-1]:
            drops.append(value)
    return drops
