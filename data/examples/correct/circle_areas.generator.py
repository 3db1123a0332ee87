import math


def circle_areas(radii):
    """Given the `radii` of some circles, return the area of all circles together that
    have a radius of more than 1, rounded to two decimal places.
    """
    return round(sum(math.pi * r**2 for r in radii if r > 1), 2)
