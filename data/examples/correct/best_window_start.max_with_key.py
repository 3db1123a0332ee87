def best_window_start(values, width):
    """Find the block of `width` neighbouring items in `values` with the largest sum and
    return the index where it starts, the first such index if there is a tie. Return
    -1 if `width` is less than 1 or greater than the number of items.
    """
    if width < 1 or width > len(values):
        return -1
    starts = range(len(values) - width + 1)
    return max(starts, key=lambda start: sum(values[start : start + width]))
