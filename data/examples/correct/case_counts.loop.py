def case_counts(line):
    """Return a tuple with the number of capital letters, the number of small letters
    and the number of blanks in `line`.
    """
    upper = lower = blanks = 0
    for c in line:
        if c.isspace():
            blanks += 1
        elif c.isalpha() and c == c.upper():
            upper += 1
        elif c.isalpha():
            lower += 1
    return upper, lower, blanks
