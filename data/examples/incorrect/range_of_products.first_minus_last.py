def range_of_products(left, right):
    """Multiply the numbers of `left` and `right` at the same positions, and return the
    largest of these products minus the smallest. Both lists have the same length, at
    least 1.
    """
    products = [a * b for a, b in zip(left, right)]
    return products[-1] - products[0]
