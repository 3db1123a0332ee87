def can_lay_dominoes(tiles):
    """Check whether the domino tiles in `tiles`, each a tuple of two numbers, can be
    laid in a line in the given order so that touching halves are equal. Every tile
    may be turned around, and no tiles at all or a single tile always fit.
    """

    def fits(index, end):
        if index == len(tiles):
            return True
        left, right = tiles[index]
        if left == end and fits(index + 1, right):
            return True
        return right == end and fits(index + 1, left)

    return not tiles or any(fits(1, end) for end in tiles[0])
