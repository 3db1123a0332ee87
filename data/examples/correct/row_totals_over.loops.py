def row_totals_over(table, limit):
    """How many rows of `table` have a total that exceeds `limit`, and how many columns?
    Return both numbers as a tuple.
    """
    rows = columns = 0
    for row in table:
        if sum(row) > limit:
            rows += 1
    for i in range(len(table[0]) if table else 0):
        if sum(row[i] for row in table) > limit:
            columns += 1
    return (rows, columns)
