def count_either(low: int, high: int, first: int, second: int) -> int:
    """Count the integers from `low` to `high`, both included, that are divisible by
    exactly one of the positive integers `first` and `second`. The bounds may be
    negative, and the count is 0 when `low` is greater than `high`.
    """

    def multiples(divisor: int) -> int:
        return high // divisor - (low - 1) // divisor

    if low > high:
        return 0
    common = multiples(first * second)
    return multiples(first) + multiples(second) - 2 * common
