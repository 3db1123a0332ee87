def polygon_area(points: list[tuple[int, int]]) -> float:
    """Compute the area of a simple polygon. `points` lists the corners (x, y) in order
    along the boundary, in either direction, without repeating the first one; fewer than
    three corners have the area 0.0.
    """
    if not points:
        return 0.0
    x0, y0 = points[0]
    area = 0.0
    for (x1, y1), (x2, y2) in zip(points[1:], points[2:]):
        area += abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)) / 2
    return area
