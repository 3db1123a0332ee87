def positives_times_negatives(numbers):
    """Return the total of the positive `numbers` multiplied by how many of the numbers
    are negative.
    """
    total, negatives = 0, 0
    for n in numbers:
        if n > 0:
            total += n
        else:
            negatives += 1
    return total * negatives
