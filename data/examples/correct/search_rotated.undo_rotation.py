from bisect import bisect_left


def search_rotated(values, target):
    """Return the index of `target` in `values`, a list of different numbers that was
    sorted in ascending order and then rotated by an unknown number of places. Return
    -1 if `target` does not occur.
    """
    if not values:
        return -1
    shift = values.index(min(values))
    ordered = values[shift:] + values[:shift]
    place = bisect_left(ordered, target)
    if place == len(ordered) or ordered[place] != target:
        return -1
    return (place + shift) % len(values)
