def group_digits(number, separator):
    """Write the whole `number` with `separator` between groups of three digits.

    The groups are counted from the right, so that only the first one can be
    shorter. A negative number starts with a minus sign directly before its first
    digit.
    """
    return f"{number:,}".replace(",", separator)
