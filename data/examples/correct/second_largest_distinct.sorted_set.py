def second_largest_distinct(values: list[int]) -> int | None:
    """Find the second largest of the different numbers in `values`, so that repeats of
    the largest do not count. Return None when there are fewer than two different
    numbers.
    """
    distinct = sorted(set(values))
    if len(distinct) < 2:
        return None
    return distinct[-2]
