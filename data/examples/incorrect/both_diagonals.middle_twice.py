def both_diagonals(matrix):
    """Return the numbers of the two diagonals of the square `matrix`, row by row from
    left to right; the number in the middle, if there is one, comes once.
    """
    numbers = []
    for i, row in enumerate(matrix):
        left, right = sorted((i, len(matrix) - 1 - i))
        numbers.append(row[left])
        numbers.append(row[right])
    return numbers
