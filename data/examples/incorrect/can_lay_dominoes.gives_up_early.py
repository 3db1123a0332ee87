from itertools import pairwise, product


def can_lay_dominoes(tiles):
    """Check whether the domino tiles in `tiles`, each a tuple of two numbers, can be
    laid in a line in the given order so that touching halves are equal. Every tile
    may be turned around, and no tiles at all or a single tile always fit.
    """
    for directions in product([1, -1], repeat=len(tiles)):
        line = [tile[::step] for tile, step in zip(tiles, directions)]
        if all(before[1] == after[0] for before, after in pairwise(line)):
            return True
        return False
