from functools import cache


def count_grid_paths(grid):
    """Count the paths from the top left to the bottom right cell of the rectangular
    `grid` that move only right or down and enter no wall. A cell is a wall if it holds
    1 and free if it holds 0. A wall in either corner means 0 paths; `grid` has at least
    one cell.
    """

    @cache
    def ways(i, j):
        if i < 0 or j < 0 or grid[i][j]:
            return 0
        if not i and not j:
            return 1
        return ways(i - 1, j) + ways(i - 1, j - 1)

    return ways(len(grid) - 1, len(grid[0]) - 1)
