def diagonal_product(matrix):
    """Multiply the numbers on the main diagonal of the square `matrix`, leaving out
    zeros.
    """
    product = 1
    for i in range(len(matrix)):
        if matrix[i][i]:
            product *= matrix[i][i]
    return product
