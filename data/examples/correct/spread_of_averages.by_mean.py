from statistics import mean


def spread_of_averages(groups):
    """Return the difference between the highest and the lowest average of the non-empty
    lists in `groups`, or 0.0 if there are no groups.
    """
    averages = [mean(group) for group in groups]
    return float(max(averages) - min(averages)) if averages else 0.0
