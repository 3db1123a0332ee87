def saddle_points(matrix):
    """Find all cells of the rectangular `matrix` whose number is the largest of its row
    and the smallest of its column, where ties are allowed. Return a list of their (row,
    column) positions, ordered by row and then by column; it is empty for an empty
    matrix.
    """
    row_maxima = [max(row) for row in matrix]
    column_minima = [min(column) for column in matrix]
    return [
        (i, j)
        for i, highest in enumerate(row_maxima)
        for j, lowest in enumerate(column_minima)
        if highest == lowest
    ]
