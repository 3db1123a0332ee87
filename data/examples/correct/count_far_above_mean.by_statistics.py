import statistics


def count_far_above_mean(values):
    """Count the `values` that are above their mean by more than one standard deviation
    (that of all the values, not of a sample).
    """
    mean, deviation = statistics.mean(values), statistics.pstdev(values)
    return sum(value > mean + deviation for value in values)
