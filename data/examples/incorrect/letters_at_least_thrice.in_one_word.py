def letters_at_least_thrice(left, right):
    """Count the letters of both words together and return the letters that occur at
    least three times in all, as a string in alphabetical order.
    """
    letters = sorted(set(left + right))
    return "".join(c for c in letters if max(left.count(c), right.count(c)) >= 3)
