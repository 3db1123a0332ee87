import math


def hypotenuses(legs):
    """For pairs of legs of right triangles, return the hypotenuses that are whole
    numbers, as integers and from the shortest to the longest.
    """
    return sorted(int(math.hypot(a, b)) for a, b in legs)
