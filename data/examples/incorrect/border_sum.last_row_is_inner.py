def border_sum(matrix: list[list[int]]) -> int:
    """Add up the numbers in the first and last row and the first and last column of the
    rectangular `matrix`, every cell once, and return the sum. It is 0 for an empty
    matrix.
    """
    everything = sum(sum(row) for row in matrix)
    inner = sum(sum(row[1:-1]) for row in matrix[1:])
    return everything - inner
