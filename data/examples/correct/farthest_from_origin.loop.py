def farthest_from_origin(points):
    """Return the distance of the point that is farthest from the origin (0, 0), rounded
    to two digits after the decimal point. There is at least one point.
    """
    farthest = 0.0
    for x, y in points:
        distance = (x * x + y * y) ** 0.5
        if distance > farthest:
            farthest = distance
    return round(farthest, 2)
