def polygon_area(points: list[tuple[int, int]]) -> float:
    """Compute the area of a simple polygon. `points` lists the corners (x, y) in order
    along the boundary, in either direction, without repeating the first one; fewer than
    three corners have the area 0.0.
    """
    twice = 0
    for index in range(len(points)):
        x1, y1 = points[index - 1]
        x2, y2 = points[index]
        twice += x1 * y2 - x2 * y1
    return abs(twice) / 2
