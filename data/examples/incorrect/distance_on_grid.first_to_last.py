def distance_on_grid(path):
    """Return the length of the walk along `path`, a list of (x, y) positions: between
    two neighbouring positions it goes the difference of x plus the difference of y.
    """
    if not path:
        return 0
    (a, b), (c, d) = path[0], path[-1]
    return abs(c - a) + abs(d - b)
