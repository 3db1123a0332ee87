def bounding_box(points):
    """Compute the smallest upright rectangle that contains all `points`, each an (x, y)
    tuple, and return its limits as the tuple (left, bottom, right, top). Without any
    points there is no rectangle, so return None.
    """
    box = None
    for x, y in points:
        if box is None:
            box = (x, y, x, y)
        else:
            left, bottom, right, top = box
            box = (min(left, x), min(bottom, y), max(right, x), max(top, y))
    return box
