def spread_of_averages(groups):
    """Return the difference between the highest and the lowest average of the non-empty
    lists in `groups`, or 0.0 if there are no groups.
    """
    highest = lowest = None
    for group in groups:
        average = sum(group) / len(group)
        if highest is None or average > highest:
            highest = average
        if lowest is None or average < lowest:
            lowest = average
    return highest - lowest if groups else 0.0
