def perimeter_or_area(width, height, limit):
    """Return the area of a rectangle if it is at most `limit`, otherwise the perimeter
    of the rectangle.
    """
    area = width * height
    if area > limit:
        return width + height + width + height
    return area
