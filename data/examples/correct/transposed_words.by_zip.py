def transposed_words(rows):
    """Given words of equal length in `rows`, return the list of words that are read in
    the columns from bottom to top.
    """
    return ["".join(column) for column in zip(*rows[::-1])]
