def largest_row_total(grid):
    """Return the index of the row of `grid` with the largest total. The first such row
    counts if several totals are equal; the grid has at least one row.
    """
    return max(range(len(grid)), key=lambda row: sum(grid[row]))
