def triangle_angle_kind(a, b, c):
    """Classify the triangle with the integer side lengths `a`, `b` and `c`, in any
    order, by its largest angle. Return "right", "acute" or "obtuse", or "none" if a
    side is not positive or the two shorter sides together are not longer than the
    third.
    """
    short, middle, longest = a, b, c
    if short + middle <= longest:
        return "none"
    difference = short**2 + middle**2 - longest**2
    if difference == 0:
        return "right"
    return "acute" if difference > 0 else "obtuse"
