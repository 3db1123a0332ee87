def rows_without_zero(table):
    """Remove all rows that contain a zero from `table` and reverse the order of the
    remaining rows.
    """
    return [row for row in table[::-1] if 0 not in row]
