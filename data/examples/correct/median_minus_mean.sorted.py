def median_minus_mean(values):
    """Return the median of `values` minus their mean, rounded to two digits, for a list
    of at least one number.
    """
    ordered, half = sorted(values), len(values) // 2
    median = (ordered[half] + ordered[-half - 1]) / 2
    return round(median - sum(values) / len(values), 2)
