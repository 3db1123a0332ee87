def without_extremes_average(scores):
    """Compute the average of `scores` after one highest and one lowest score have been
    removed. With fewer than three scores the average is 0.0.
    """
    if len(scores) < 3:
        return 0.0
    return (sum(scores) - max(scores) - min(scores)) / (len(scores) - 2)
