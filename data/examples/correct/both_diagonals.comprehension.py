def both_diagonals(matrix):
    """Return the numbers of the two diagonals of the square `matrix`, row by row from
    left to right; the number in the middle, if there is one, comes once.
    """
    last = len(matrix) - 1
    return [x for i, row in enumerate(matrix) for j, x in enumerate(row) if j in (i, last - i)]
