def best_window_start(values, width):
    """Find the block of `width` neighbouring items in `values` with the largest sum and
    return the index where it starts, the first such index if there is a tie. Return
    -1 if `width` is less than 1 or greater than the number of items.
    """
    if width < 1 or width > len(values):
        return -1
    current = best = sum(values[:width])
    start = 0
    for end in range(width, len(values) - 1):
        current += values[end] - values[end - width]
        if current > best:
            best = current
            start = end - width + 1
    return start
