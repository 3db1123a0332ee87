def letters_at_least_thrice(left, right):
    """Count the letters of both words together and return the letters that occur at
    least three times in all, as a string in alphabetical order.
    """
    both = left + right
    return "".join(letter for letter in sorted(set(both)) if both.count(letter) > 2)
