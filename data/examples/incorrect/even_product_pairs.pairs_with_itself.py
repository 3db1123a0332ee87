from itertools import combinations_with_replacement


def even_product_pairs(values, limit):
    """Count the pairs of numbers at different positions of `values` whose product is
    even and whose sum is greater than `limit`.
    """
    pairs = combinations_with_replacement(values, 2)
    return sum(a * b % 2 == 0 and a + b > limit for a, b in pairs)
