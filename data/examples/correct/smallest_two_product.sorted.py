def smallest_two_product(values):
    """Return the product of the two smallest positive numbers in `values` plus the
    largest number, or None if there are fewer than two positive numbers.
    """
    positive = sorted(value for value in values if value > 0)
    return positive[0] * positive[1] + positive[-1] if len(positive) > 1 else None
