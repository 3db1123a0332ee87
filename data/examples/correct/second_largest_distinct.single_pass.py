def second_largest_distinct(values: list[int]) -> int | None:
    """Find the second largest of the different numbers in `values`, so that repeats of
    the largest do not count. Return None when there are fewer than two different
    numbers.
    """
    largest = second = None
    for value in values:
        if largest is None or value > largest:
            largest, second = value, largest
        elif value != largest:
            second = value if second is None else max(second, value)
    return second
