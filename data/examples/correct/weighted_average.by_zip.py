def weighted_average(marks, weights):
    """Compute the weighted average of `marks`: every mark is multiplied by the weight
    at the same position of `weights`, and the sum is divided by the sum of the weights.
    Return it rounded to one decimal.
    """
    return round(sum(m * w for m, w in zip(marks, weights)) / sum(weights), 1)
