def longest_rising_run(values):
    """Find the longest run of neighbouring items in `values` in which every item is
    strictly greater than the one before it, and return that run as a list. When
    several runs share the greatest length the first of them is returned; an empty
    list gives an empty list.
    """
    best = []
    run = []
    for value in values:
        if run and value > run[-1]:
            run.append(value)
        else:
            run.clear()
            run.append(value)
        if len(run) > len(best):
            best = run
    return best
