def neighbour_gaps(values, limit):
    """Return the differences between neighbouring numbers of `values` that are larger
    than `limit`, as absolute values and in order.
    """
    gaps = []
    for i in range(1, len(values)):
        gap = abs(values[i] - values[i - 1])
        if gap > limit:
            gaps.append(gap)
    return gaps
