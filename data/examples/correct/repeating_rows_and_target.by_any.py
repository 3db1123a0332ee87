def repeating_rows_and_target(matrix, target):
    """How many rows of `matrix` contain the same number twice, and does any row contain
    `target`? Return a tuple of the count and the answer.
    """
    repeating = sum(len(set(row)) < len(row) for row in matrix)
    return repeating, any(target in row for row in matrix)
