def can_lay_dominoes(tiles):
    """Check whether the domino tiles in `tiles`, each a tuple of two numbers, can be
    laid in a line in the given order so that touching halves are equal. Every tile
    may be turned around, and no tiles at all or a single tile always fit.
    """
    if not tiles:
        return True
    ends = set(tiles[0])
    for left, right in tiles[1:]:
        next_ends = set()
        if left in ends:
            next_ends.add(right)
        if right in ends:
            next_ends.add(left)
        ends = next_ends
    return len(ends) > 0
