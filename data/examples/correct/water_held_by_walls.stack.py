def water_held_by_walls(heights: list[int]) -> int:
    """Given the heights of a row of walls, each one unit wide, return how many units of
    water stay between them after rain. The water over a wall rises to the lower of
    two heights: the highest wall from the left end up to it and the highest wall
    from it to the right end. An empty row holds nothing.
    """
    water = 0
    stack = []
    for index, height in enumerate(heights):
        while stack and heights[stack[-1]] < height:
            floor = heights[stack.pop()]
            if stack:
                rim = min(height, heights[stack[-1]])
                water += (rim - floor) * (index - stack[-1] - 1)
        stack.append(index)
    return water
