def additive_persistence(number):
    """Count how many times the digits of `number` must be added up, each time taking
    the sum as the new number, until a single digit is left. `number` is a non-negative
    integer; a single digit needs 0 steps.
    """
    if number < 10:
        return 0
    return 1 + additive_persistence(sum(map(int, str(number))))
