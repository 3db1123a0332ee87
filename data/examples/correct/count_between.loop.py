def count_between(temperatures, low, high):
    """Count how many of the `temperatures` lie strictly between `low` and `high`."""
    count = 0
    for degrees in temperatures:
        if degrees > low and degrees < high:
            count += 1
    return count
