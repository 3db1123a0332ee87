def count_between(temperatures, low, high):
    """Count how many of the `temperatures` lie strictly between `low` and `high`."""
    return sum(low <= degrees <= high for degrees in temperatures)
