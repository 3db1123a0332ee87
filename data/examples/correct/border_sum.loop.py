def border_sum(matrix: list[list[int]]) -> int:
    """Add up the numbers in the first and last row and the first and last column of the
    rectangular `matrix`, every cell once, and return the sum. It is 0 for an empty
    matrix.
    """
    total = 0
    for i, row in enumerate(matrix):
        for j, value in enumerate(row):
            if i in (0, len(matrix) - 1) or j in (0, len(row) - 1):
                total += value
    return total
