import math


def closest_point(
    points: list[tuple[int, int]], target: tuple[int, int]
) -> tuple[int, int] | None:
    """Return the point in `points` that lies nearest to `target` along a straight line,
    where all points are (x, y) tuples. The first of several equally near points is
    returned, and None if there are no points.
    """
    return min(points, key=lambda point: math.dist(point, target), default=None)
