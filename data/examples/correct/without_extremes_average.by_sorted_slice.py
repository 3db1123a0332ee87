from statistics import mean


def without_extremes_average(scores):
    """Compute the average of `scores` after one highest and one lowest score have been
    removed. With fewer than three scores the average is 0.0.
    """
    return float(mean(sorted(scores)[1:-1])) if len(scores) > 2 else 0.0
