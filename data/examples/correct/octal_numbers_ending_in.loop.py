def octal_numbers_ending_in(first, last, digit):
    """Write the numbers from `first` to `last` in octal digits without a prefix and
    return those that end with the digit `digit`, a string.
    """
    found = []
    for n in range(first, last + 1):
        if n % 8 == int(digit):
            found.append(oct(n).removeprefix("0o"))
    return found
