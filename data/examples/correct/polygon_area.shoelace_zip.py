def polygon_area(points: list[tuple[int, int]]) -> float:
    """Compute the area of a simple polygon. `points` lists the corners (x, y) in order
    along the boundary, in either direction, without repeating the first one; fewer than
    three corners have the area 0.0.
    """
    following = points[1:] + points[:1]
    products = [(x1 + x2) * (y1 - y2) for (x1, y1), (x2, y2) in zip(points, following)]
    return abs(sum(products) / 2)
