def closest_to_average(numbers):
    """Which of the `numbers` is closest to their average? Return the first of several
    that are equally close.
    """
    return min(numbers, key=lambda n: abs(n * len(numbers) - sum(numbers)))
