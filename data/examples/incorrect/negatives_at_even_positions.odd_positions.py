def negatives_at_even_positions(values):
    """Add up the negative numbers that stand at even positions of `values`, where the
    first position is 0.
    """
    return sum(value for value in values[1::2] if value < 0)
