# ruff: noqa: B905 - these functions become part of answers, written as plainly as one would
"""Areas, volumes, distances and angles; lengths are in one unit, angles as each docstring says."""

import math

from codegarden.synthesis.shelf.letters import N


def circle_area(r: N) -> float:
    """Return the area of a circle."""
    return math.pi * r * r


def circle_circumference(r: N) -> float:
    """Return the circumference, perimeter of a circle."""
    return 2 * math.pi * r


def sphere_volume(r: N) -> float:
    """Return the volume of a sphere."""
    return 4 / 3 * math.pi * r**3


def sphere_surface(r: N) -> float:
    """Return the surface area of a sphere."""
    return 4 * math.pi * r**2


def cylinder_volume(r: N, h: N) -> float:
    """Return the volume of a cylinder."""
    return math.pi * r * r * h


def cylinder_lateral(r: N, h: N) -> float:
    """Return the lateral surface area of a cylinder."""
    return 2 * math.pi * r * h


def cylinder_surface(r: N, h: N) -> float:
    """Return the total surface area of a cylinder."""
    return 2 * math.pi * r * (r + h)


def cone_volume(r: N, h: N) -> float:
    """Return the volume of a cone."""
    return math.pi * r * r * h / 3


def cone_lateral(r: N, h: N) -> float:
    """Return the lateral surface area of a cone."""
    return math.pi * r * math.sqrt(r * r + h * h)


def cone_surface(r: N, h: N) -> float:
    """Return the total surface area of a cone."""
    return math.pi * r * (r + math.sqrt(r * r + h * h))


def cube_surface(a: N) -> N:
    """Return the surface area of a cube."""
    return 6 * a * a


def cube_lateral(a: N) -> N:
    """Return the lateral surface area of a cube."""
    return 4 * a * a


def cuboid_volume(a: N, b: N, c: N) -> N:
    """Return the volume of a cuboid, box."""
    return a * b * c


def cuboid_surface(a: N, b: N, c: N) -> N:
    """Return the surface area of a cuboid."""
    return 2 * (a * b + b * c + c * a)


def cuboid_lateral(a: N, b: N, h: N) -> N:
    """Return the lateral surface area of a cuboid."""
    return 2 * h * (a + b)


def triangular_prism_volume(base: N, height: N, length: N) -> float:
    """Return the volume of a triangular prism."""
    return base * height * length / 2


def tetrahedron_volume(a: N) -> float:
    """Return the volume of a regular tetrahedron."""
    return a**3 / (6 * math.sqrt(2))


def tetrahedron_area(a: N) -> float:
    """Return the surface area of a regular tetrahedron."""
    return math.sqrt(3) * (a * a)


def torus_volume(r: N, big: N) -> float:
    """Return the volume of a torus."""
    return 2 * math.pi**2 * big * r * r


def ellipse_area(a: N, b: N) -> float:
    """Return the area of an ellipse."""
    return math.pi * a * b


def triangle_area(base: N, height: N) -> float:
    """Return the area of a triangle of base and height."""
    return base * height / 2


def heron_area(a: N, b: N, c: N) -> float:
    """Return the area of a triangle of three sides, Heron."""
    s = (a + b + c) / 2
    return math.sqrt(s * (s - a) * (s - b) * (s - c))


def equilateral_area(a: N) -> float:
    """Return the area of an equilateral triangle."""
    return math.sqrt(3) * a * a / 4


def trapezoid_area(a: N, b: N, h: N) -> float:
    """Return the area of a trapezoid, trapezium."""
    return 0.5 * (a + b) * h


def rhombus_area(p: N, q: N) -> float:
    """Return the area of a rhombus of two diagonals."""
    return p * q / 2


def regular_polygon_area(n: int, a: N) -> float:
    """Return the area of a regular polygon of n sides of length a."""
    return n * a**2 / (4 * math.tan(math.pi / n))


def pentagon_area(a: N) -> float:
    """Return the area of a regular pentagon."""
    return math.sqrt(5 * (5 + 2 * math.sqrt(5))) * a**2 / 4.0


def hexagon_area(a: N) -> float:
    """Return the area of a regular hexagon."""
    return 3 * math.sqrt(3) * a**2 / 2


def sector_area(r: N, degrees: N) -> float:
    """Return the area of a circle's sector."""
    return math.pi * r**2 * (degrees / 360)


def arc_length(r: N, degrees: N) -> float:
    """Return the arc length of an angle."""
    return 2 * math.pi * r * degrees / 360


def polygon_perimeter(n: int, a: N) -> N:
    """Return the perimeter of a regular polygon."""
    return n * a


def third_angle(a: N, b: N) -> N:
    """Return the third angle of a triangle in degrees."""
    return 180 - (a + b)


def is_triangle(a: N, b: N, c: N) -> bool:
    """Return whether three sides form a valid triangle."""
    return a + b > c and b + c > a and a + c > b


def is_right_triangle(a: N, b: N, c: N) -> bool:
    """Return whether three sides form a right angled triangle, Pythagoras."""
    x, y, z = sorted((a, b, c))
    return x * x + y * y == z * z


def is_equilateral(a: N, b: N, c: N) -> bool:
    """Return whether a triangle is equilateral."""
    return a == b == c


def is_isosceles(a: N, b: N, c: N) -> bool:
    """Return whether a triangle is isosceles."""
    return len({a, b, c}) < 3


def is_scalene(a: N, b: N, c: N) -> bool:
    """Return whether a triangle is scalene."""
    return a != b and b != c and a != c


def slope(x1: N, y1: N, x2: N, y2: N) -> float:
    """Return the slope of a line through two points."""
    return (y2 - y1) / (x2 - x1)


def distance(x1: N, y1: N, x2: N, y2: N) -> float:
    """Return the distance between two points."""
    return math.hypot(x2 - x1, y2 - y1)


def manhattan(a: list[N], b: list[N]) -> N:
    """Return the Manhattan distance between two points."""
    return sum(abs(x - y) for x, y in zip(a, b))


def euclidean(a: list[N], b: list[N]) -> float:
    """Return the Euclidean distance between two points, along a straight line."""
    return math.dist(a, b)


def discriminant(a: N, b: N, c: N) -> N:
    """Return the discriminant of a quadratic equation."""
    return b * b - 4 * a * c


def quadratic_roots(a: N, b: N, c: N) -> list[float]:
    """Return the roots of a quadratic equation."""
    d = math.sqrt(b * b - 4 * a * c)
    return [(-b - d) / (2 * a), (-b + d) / (2 * a)]


def celsius(f: N) -> float:
    """Convert Fahrenheit to Celsius."""
    return (f - 32) * 5 / 9


def fahrenheit(c: N) -> float:
    """Convert Celsius to Fahrenheit."""
    return c * 9 / 5 + 32


def simple_interest(p: N, r: N, t: N) -> float:
    """Return the simple interest."""
    return p * r * t / 100


def compound_interest(p: N, r: N, t: N) -> float:
    """Return the compound interest."""
    return p * (1 + r / 100) ** t - p


def polygon_area(points: list[tuple[N, N]]) -> float:
    """Return the area of a simple polygon from its corners: the shoelace formula."""
    turned = [*points[1:], *points[:1]]
    return abs(sum(a * d - b * c for (a, b), (c, d) in zip(points, turned))) / 2
