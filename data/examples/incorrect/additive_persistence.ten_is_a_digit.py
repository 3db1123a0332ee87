def additive_persistence(number):
    """Count how many times the digits of `number` must be added up, each time taking
    the sum as the new number, until a single digit is left. `number` is a non-negative
    integer; a single digit needs 0 steps.
    """
    steps = 0
    while number > 10:
        number = sum(int(digit) for digit in str(number))
        steps += 1
    return steps
