import math


def diagonal_product(matrix):
    """Multiply the numbers on the main diagonal of the square `matrix`, leaving out
    zeros.
    """
    return math.prod(row[i] for i, row in enumerate(matrix) if row[i] != 0)
