def mine_counts(grid):
    """Given a rectangular `grid` of ones (mines) and zeros (free cells), return a grid
    of the same shape that holds -1 for every mine and, for every free cell, the number
    of mines among its up to eight neighbours, diagonal ones included. An empty grid
    gives an empty list.
    """
    result = []
    for i, row in enumerate(grid):
        line = []
        for j, cell in enumerate(row):
            line.append(-1 if cell else mines_around(grid, i, j))
        result.append(line)
    return result


def mines_around(grid, i, j):
    rows = grid[max(0, i - 1) : i + 2]
    return sum(sum(row[max(0, j - 1) : j + 2]) for row in rows)
