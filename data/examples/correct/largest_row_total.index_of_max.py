def largest_row_total(grid):
    """Return the index of the row of `grid` with the largest total. The first such row
    counts if several totals are equal; the grid has at least one row.
    """
    totals = [sum(row) for row in grid]
    return totals.index(max(totals))
