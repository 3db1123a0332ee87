def perimeter_or_area(width, height, limit):
    """Return the area of a rectangle if it is at most `limit`, otherwise the perimeter
    of the rectangle.
    """
    return width * height if width * height > limit else 2 * (width + height)
