import heapq


def smallest_two_product(values):
    """Return the product of the two smallest positive numbers in `values` plus the
    largest number, or None if there are fewer than two positive numbers.
    """
    positive = [value for value in values if value > 0]
    if len(positive) < 2:
        return None
    a, b = heapq.nsmallest(2, positive)
    return a * b + max(values)
