# ruff: noqa: B905 - these functions become part of answers, written as plainly as one would
"""Matrices: sums of lines, products and powers, turns and walks."""

from codegarden.synthesis.shelf.letters import N, T


def diagonal_sum(matrix: list[list[N]]) -> N:
    """Return the sum of the principal diagonal of a matrix."""
    return sum(row[i] for i, row in enumerate(matrix))


def antidiagonal_sum(matrix: list[list[N]]) -> N:
    """Return the sum of the secondary diagonal of a matrix."""
    return sum(row[-1 - i] for i, row in enumerate(matrix))


def matrix_product(a: list[list[N]], b: list[list[N]]) -> list[list[N]]:
    """Return the product of two matrices, matrix multiplication."""
    return [[sum(x * y for x, y in zip(row, column)) for column in zip(*b)] for row in a]


def rotate_matrix(matrix: list[list[T]]) -> list[list[T]]:
    """Rotate a matrix by 90 degrees, clockwise."""
    return [list(row) for row in zip(*matrix[::-1])]


def spiral(matrix: list[list[T]]) -> list[T]:
    """Return the elements of a matrix in spiral order."""
    found = []
    rows = [list(row) for row in matrix]
    while rows:
        found += rows.pop(0)
        rows = [list(row) for row in zip(*rows)][::-1]
    return found


def is_magic(matrix: list[list[int]]) -> bool:
    """Return whether a matrix is a magic square."""
    size = len(matrix)
    lines = [list(r) for r in matrix] + [list(c) for c in zip(*matrix)]
    lines += [[matrix[i][i] for i in range(size)], [matrix[i][-1 - i] for i in range(size)]]
    return len({sum(line) for line in lines}) == 1


def identity_matrix(n: int) -> list[list[int]]:
    """Return the identity matrix of a size."""
    return [[int(i == j) for j in range(n)] for i in range(n)]


def matrix_power(matrix: list[list[N]], exponent: int) -> list[list[N]]:
    """Return the power of a square matrix, multiplied with itself: by repeated squaring."""
    result = identity_matrix(len(matrix))
    while exponent > 0:
        if exponent % 2:
            result = matrix_product(result, matrix)
        matrix, exponent = matrix_product(matrix, matrix), exponent // 2
    return result
