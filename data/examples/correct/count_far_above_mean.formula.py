def count_far_above_mean(values):
    """Count the `values` that are above their mean by more than one standard deviation
    (that of all the values, not of a sample).
    """
    mean = sum(values) / len(values)
    variance = sum((value - mean) ** 2 for value in values) / len(values)
    return sum(value > mean and (value - mean) ** 2 > variance for value in values)
