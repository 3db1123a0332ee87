def column_ranges(rows):
    """For every column of `rows`, from left to right, return the difference between its
    greatest and its smallest number.
    """
    return [max(column) - min(column) for column in zip(*rows)]
