import math


def hypotenuses(legs):
    """For pairs of legs of right triangles, return the hypotenuses that are whole
    numbers, as integers and from the shortest to the longest.
    """
    sides = []
    for a, b in legs:
        root = math.isqrt(a * a + b * b)
        if root * root == a * a + b * b:
            sides.append(root)
    return sorted(sides)
