def digits_with_stars(number):
    """Build a string from the digits of `number`: every digit d is followed by d stars.
    """
    built = ""
    for digit in str(number):
        built += digit
        for _ in range(int(digit)):
            built += "*"
    return built
