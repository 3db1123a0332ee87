def matrix_power(matrix: list[list[int]], exponent: int) -> list[list[int]]:
    """Multiply the square `matrix` with itself so that it appears `exponent` times as a
    factor, and return the product. For `exponent` 0 the result is the identity matrix
    of the same size; `exponent` is never negative.
    """
    size = len(matrix)
    result = [[int(i == j) for j in range(size)] for i in range(size)]
    for _ in range(exponent):
        result = multiply(result, matrix)
    return result


def multiply(left: list[list[int]], right: list[list[int]]) -> list[list[int]]:
    columns = right
    return [[sum(a * b for a, b in zip(row, col)) for col in columns] for row in left]
