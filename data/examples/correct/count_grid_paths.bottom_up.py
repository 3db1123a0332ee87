def count_grid_paths(grid):
    """Count the paths from the top left to the bottom right cell of the rectangular
    `grid` that move only right or down and enter no wall. A cell is a wall if it holds
    1 and free if it holds 0. A wall in either corner means 0 paths; `grid` has at least
    one cell.
    """
    ways = [1] + [0] * (len(grid[0]) - 1)
    for row in grid:
        for j, wall in enumerate(row):
            if wall:
                ways[j] = 0
            elif j:
                ways[j] += ways[j - 1]
    return ways[-1]
