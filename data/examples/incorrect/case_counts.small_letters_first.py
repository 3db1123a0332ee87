def case_counts(line):
    """Return a tuple with the number of capital letters, the number of small letters
    and the number of blanks in `line`.
    """
    upper = sum(c.isupper() for c in line)
    lower = sum(c.islower() for c in line)
    return lower, upper, sum(c.isspace() for c in line)
