from itertools import pairwise


def distance_on_grid(path):
    """Return the length of the walk along `path`, a list of (x, y) positions: between
    two neighbouring positions it goes the difference of x plus the difference of y.
    """
    return sum(abs(c - a) + abs(d - b) for (a, b), (c, d) in pairwise(path))
