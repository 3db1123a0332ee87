def sample_variance_of_lengths(lists):
    """Return the sample variance of the lengths of the given lists, rounded to the
    nearest integer; with fewer than two lists it is 0.
    """
    count = len(lists)
    if count < 2:
        return 0
    mean = sum(map(len, lists)) / count
    return round(sum((len(each) - mean) ** 2 for each in lists) / (count - 1))
