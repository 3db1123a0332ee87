def additive_persistence(number):
    """Count how many times the digits of `number` must be added up, each time taking
    the sum as the new number, until a single digit is left. `number` is a non-negative
    integer; a single digit needs 0 steps.
    """
    steps = 0
    if number >= 10:
        total = 0
        while number:
            total += number % 10
            number //= 10
        number = total
        steps += 1
    return steps
