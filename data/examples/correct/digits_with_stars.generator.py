def digits_with_stars(number):
    """Build a string from the digits of `number`: every digit d is followed by d stars.
    """
    return "".join(digit + "*" * int(digit) for digit in str(number))
