def spread_of_averages(groups):
    """Return the difference between the highest and the lowest average of the non-empty
    lists in `groups`, or 0.0 if there are no groups.
    """
    totals = [float(sum(group)) for group in groups]
    return max(totals) - min(totals) if totals else 0.0
