from itertools import accumulate


def water_held_by_walls(heights: list[int]) -> int:
    """Given the heights of a row of walls, each one unit wide, return how many units of
    water stay between them after rain. The water over a wall rises to the lower of
    two heights: the highest wall from the left end up to it and the highest wall
    from it to the right end. An empty row holds nothing.
    """
    left_tops = list(accumulate(heights, max))
    right_tops = list(accumulate(heights[::-1], max))
    return sum(
        min(left, right) - height
        for left, right, height in zip(left_tops, right_tops, heights)
    )
