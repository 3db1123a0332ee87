def alphanumeric_share(password):
    """Which share of the characters of `password` are letters or digits, as a
    percentage rounded down to a whole number? For an empty password it is 0.
    """
    if not password:
        return 0
    count = 0
    for character in password:
        if character.isalpha() or character.isdigit():
            count += 1
    return int(count / len(password) * 100)
