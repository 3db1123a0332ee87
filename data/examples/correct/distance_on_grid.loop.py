def distance_on_grid(path):
    """Return the length of the walk along `path`, a list of (x, y) positions: between
    two neighbouring positions it goes the difference of x plus the difference of y.
    """
    length = 0
    for i in range(1, len(path)):
        length += abs(path[i][0] - path[i - 1][0])
        length += abs(path[i][1] - path[i - 1][1])
    return length
