def column_ranges(rows):
    """For every column of `rows`, from left to right, return the difference between its
    greatest and its smallest number.
    """
    ranges = []
    for i in range(len(rows[0]) if rows else 0):
        column = [row[i] for row in rows]
        ranges.append(max(column) - min(column))
    return ranges
