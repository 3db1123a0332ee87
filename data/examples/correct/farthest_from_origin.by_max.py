import math


def farthest_from_origin(points):
    """Return the distance of the point that is farthest from the origin (0, 0), rounded
    to two digits after the decimal point. There is at least one point.
    """
    return round(max(math.hypot(x, y) for x, y in points), 2)
