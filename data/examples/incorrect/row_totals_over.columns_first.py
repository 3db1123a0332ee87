def row_totals_over(table, limit):
    """How many rows of `table` have a total that exceeds `limit`, and how many columns?
    Return both numbers as a tuple.
    """
    rows = sum(sum(row) > limit for row in table)
    columns = sum(sum(column) > limit for column in zip(*table))
    return columns, rows
