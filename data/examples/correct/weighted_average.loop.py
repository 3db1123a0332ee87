def weighted_average(marks, weights):
    """Compute the weighted average of `marks`: every mark is multiplied by the weight
    at the same position of `weights`, and the sum is divided by the sum of the weights.
    Return it rounded to one decimal.
    """
    total = weight = 0
    for i in range(len(marks)):
        total += marks[i] * weights[i]
        weight += weights[i]
    return round(total / weight, 1)
