def repeating_rows_and_target(matrix, target):
    """How many rows of `matrix` contain the same number twice, and does any row contain
    `target`? Return a tuple of the count and the answer.
    """
    repeating, found = 0, False
    for row in matrix:
        if target in row:
            found = True
        if len(row) != len(set(row)):
            repeating += 1
    return repeating, found
