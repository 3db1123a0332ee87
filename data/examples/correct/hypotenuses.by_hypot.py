import math


def hypotenuses(legs):
    """For pairs of legs of right triangles, return the hypotenuses that are whole
    numbers, as integers and from the shortest to the longest.
    """
    longest = [math.hypot(a, b) for a, b in legs]
    return sorted(int(side) for side in longest if side.is_integer())
