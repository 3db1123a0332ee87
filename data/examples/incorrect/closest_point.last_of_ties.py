import math


def closest_point(
    points: list[tuple[int, int]], target: tuple[int, int]
) -> tuple[int, int] | None:
    """Return the point in `points` that lies nearest to `target` along a straight line,
    where all points are (x, y) tuples. The first of several equally near points is
    returned, and None if there are no points.
    """
    nearest = None
    shortest = math.inf
    for x, y in points:
        distance = (x - target[0]) ** 2 + (y - target[1]) ** 2
        if distance <= shortest:
            nearest = (x, y)
            shortest = distance
    return nearest
