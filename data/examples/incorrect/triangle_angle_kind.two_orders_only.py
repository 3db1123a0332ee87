def triangle_angle_kind(a, b, c):
    """Classify the triangle with the integer side lengths `a`, `b` and `c`, in any
    order, by its largest angle. Return "right", "acute" or "obtuse", or "none" if a
    side is not positive or the two shorter sides together are not longer than the
    third.
    """
    sides = [a, b, c]
    kind = "acute"
    for _ in range(2):
        x, y, z = sides
        if x >= y + z:
            return "none"
        if x * x == y * y + z * z:
            kind = "right"
        elif x * x > y * y + z * z:
            kind = "obtuse"
        sides = [y, z, x]
    return kind
