def count_either(low: int, high: int, first: int, second: int) -> int:
    """Count the integers from `low` to `high`, both included, that are divisible by
    exactly one of the positive integers `first` and `second`. The bounds may be
    negative, and the count is 0 when `low` is greater than `high`.
    """
    count = 0
    for number in range(low, high):
        if (number % first == 0) != (number % second == 0):
            count += 1
    return count
