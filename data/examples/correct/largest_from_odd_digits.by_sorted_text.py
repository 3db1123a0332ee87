def largest_from_odd_digits(number):
    """Given a non-negative integer `number`, return the largest number that can be
    written with its odd digits, or 0 if it has none.
    """
    digits = sorted((d for d in str(number) if int(d) % 2 == 1), reverse=True)
    return int("".join(digits) or "0")
