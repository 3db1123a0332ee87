import statistics


def sample_variance_of_lengths(lists):
    """Return the sample variance of the lengths of the given lists, rounded to the
    nearest integer; with fewer than two lists it is 0.
    """
    lengths = [len(each) for each in lists]
    return round(statistics.variance(lengths)) if len(lengths) > 1 else 0
