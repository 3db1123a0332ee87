import statistics


def median_minus_mean(values):
    """Return the median of `values` minus their mean, rounded to two digits, for a list
    of at least one number.
    """
    return round(float(statistics.median(values) - statistics.mean(values)), 2)
