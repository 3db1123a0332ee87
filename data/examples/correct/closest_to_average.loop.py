def closest_to_average(numbers):
    """Which of the `numbers` is closest to their average? Return the first of several
    that are equally close.
    """
    average = sum(numbers) / len(numbers)
    closest = numbers[0]
    for number in numbers[1:]:
        if abs(number - average) < abs(closest - average):
            closest = number
    return closest
