def alphanumeric_share(password):
    """Which share of the characters of `password` are letters or digits, as a
    percentage rounded down to a whole number? For an empty password it is 0.
    """
    return 100 * sum(c.isalnum() for c in password) // max(1, len(password))
