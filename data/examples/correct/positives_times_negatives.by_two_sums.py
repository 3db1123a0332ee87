def positives_times_negatives(numbers):
    """Return the total of the positive `numbers` multiplied by how many of the numbers
    are negative.
    """
    return sum(n for n in numbers if n > 0) * sum(n < 0 for n in numbers)
