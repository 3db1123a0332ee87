def farthest_from_origin(points):
    """Return the distance of the point that is farthest from the origin (0, 0), rounded
    to two digits after the decimal point. There is at least one point.
    """
    return round(max(abs(x) + abs(y) for x, y in points), 2) * 1.0
