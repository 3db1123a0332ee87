def rows_without_zero(table):
    """Remove all rows that contain a zero from `table` and reverse the order of the
    remaining rows.
    """
    remaining = []
    for row in table:
        if all(row):
            remaining.insert(0, row)
    return remaining
