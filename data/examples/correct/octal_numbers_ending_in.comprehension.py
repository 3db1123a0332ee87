def octal_numbers_ending_in(first, last, digit):
    """Write the numbers from `first` to `last` in octal digits without a prefix and
    return those that end with the digit `digit`, a string.
    """
    octal = [format(n, "o") for n in range(first, last + 1)]
    return [text for text in octal if text.endswith(digit)]
