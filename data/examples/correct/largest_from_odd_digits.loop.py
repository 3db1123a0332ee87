def largest_from_odd_digits(number):
    """Given a non-negative integer `number`, return the largest number that can be
    written with its odd digits, or 0 if it has none.
    """
    result = 0
    for digit in (9, 7, 5, 3, 1):
        for _ in range(str(number).count(str(digit))):
            result = 10 * result + digit
    return result
