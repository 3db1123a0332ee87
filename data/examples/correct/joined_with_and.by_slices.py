def joined_with_and(names):
    """Join the `names` with commas, but put the word "and" instead of a comma before
    the last one, as in "Ann, Bob and Cy".
    """
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]
