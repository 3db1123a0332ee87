def negatives_at_even_positions(values):
    """Add up the negative numbers that stand at even positions of `values`, where the
    first position is 0.
    """
    total = 0
    for position, value in enumerate(values):
        if position % 2 == 0 and value < 0:
            total += value
    return total
