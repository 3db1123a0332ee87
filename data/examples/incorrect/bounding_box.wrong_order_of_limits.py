def bounding_box(points):
    """Compute the smallest upright rectangle that contains all `points`, each an (x, y)
    tuple, and return its limits as the tuple (left, bottom, right, top). Without any
    points there is no rectangle, so return None.
    """
    if not points:
        return None
    xs, ys = zip(*points)
    return min(xs), max(xs), min(ys), max(ys)
