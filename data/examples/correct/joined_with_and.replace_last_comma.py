def joined_with_and(names):
    """Join the `names` with commas, but put the word "and" instead of a comma before
    the last one, as in "Ann, Bob and Cy".
    """
    return " and ".join(", ".join(names).rsplit(", ", 1))
