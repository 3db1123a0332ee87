def saddle_points(matrix):
    """Find all cells of the rectangular `matrix` whose number is the largest of its row
    and the smallest of its column, where ties are allowed. Return a list of their (row,
    column) positions, ordered by row and then by column; it is empty for an empty
    matrix.
    """
    found = []
    for i, row in enumerate(matrix):
        for j, value in enumerate(row):
            highest = all(value >= other for other in row)
            lowest = all(value <= other[i] for other in matrix)
            if highest and lowest:
                found.append((i, j))
    return found
