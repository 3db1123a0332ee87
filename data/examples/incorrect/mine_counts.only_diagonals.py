from itertools import product


def mine_counts(grid):
    """Given a rectangular `grid` of ones (mines) and zeros (free cells), return a grid
    of the same shape that holds -1 for every mine and, for every free cell, the number
    of mines among its up to eight neighbours, diagonal ones included. An empty grid
    gives an empty list.
    """
    result = [[-cell for cell in row] for row in grid]
    for i, row in enumerate(grid):
        for j, cell in enumerate(row):
            if not cell:
                continue
            for y, x in product((i - 1, i + 1), (j - 1, j + 1)):
                inside = 0 <= y < len(grid) and 0 <= x < len(row)
                if inside and not grid[y][x]:
                    result[y][x] += 1
    return result
