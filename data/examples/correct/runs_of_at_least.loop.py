def runs_of_at_least(values, size):
    """Group equal neighbouring elements of `values` and return a list of pairs
    (element, length of the group) for all groups of at least `size` elements.
    """
    runs = []
    for value in values:
        if runs and runs[-1][0] == value:
            runs[-1] = (value, runs[-1][1] + 1)
        else:
            runs.append((value, 1))
    return [run for run in runs if run[1] >= size]
