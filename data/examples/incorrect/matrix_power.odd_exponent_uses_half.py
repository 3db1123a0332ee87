def matrix_power(matrix: list[list[int]], exponent: int) -> list[list[int]]:
    """Multiply the square `matrix` with itself so that it appears `exponent` times as a
    factor, and return the product. For `exponent` 0 the result is the identity matrix
    of the same size; `exponent` is never negative.
    """
    size = len(matrix)
    if not exponent:
        return [[1 if i == j else 0 for j in range(size)] for i in range(size)]
    half = matrix_power(matrix, exponent // 2)
    square = multiply(half, half)
    return multiply(square, half) if exponent % 2 else square


def multiply(left: list[list[int]], right: list[list[int]]) -> list[list[int]]:
    size = len(left)
    result = [[0] * size for _ in range(size)]
    for i in range(size):
        for j in range(size):
            for k in range(size):
                result[i][j] += left[i][k] * right[k][j]
    return result
