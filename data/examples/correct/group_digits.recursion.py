def group_digits(number, separator):
    """Write the whole `number` with `separator` between groups of three digits.

    The groups are counted from the right, so that only the first one can be
    shorter. A negative number starts with a minus sign directly before its first
    digit.
    """
    if number < 0:
        return "-" + group_digits(-number, separator)
    if number < 1000:
        return str(number)
    head = group_digits(number // 1000, separator)
    return f"{head}{separator}{number % 1000:03d}"
