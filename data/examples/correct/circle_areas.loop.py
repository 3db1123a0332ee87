import math


def circle_areas(radii):
    """Given the `radii` of some circles, return the area of all circles together that
    have a radius of more than 1, rounded to two decimal places.
    """
    squares = 0
    for radius in radii:
        if radius > 1:
            squares += radius * radius
    return round(squares * math.pi, 2)
