def water_held_by_walls(heights: list[int]) -> int:
    """Given the heights of a row of walls, each one unit wide, return how many units of
    water stay between them after rain. The water over a wall rises to the lower of
    two heights: the highest wall from the left end up to it and the highest wall
    from it to the right end. An empty row holds nothing.
    """
    water = 0
    for level in range(max(heights, default=0)):
        walls = [index for index, height in enumerate(heights) if height > level]
        water += walls[-1] - walls[0] + 1 - len(walls)
    return water
