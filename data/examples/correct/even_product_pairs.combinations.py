from itertools import combinations


def even_product_pairs(values, limit):
    """Count the pairs of numbers at different positions of `values` whose product is
    even and whose sum is greater than `limit`.
    """
    return sum(a * b % 2 == 0 and a + b > limit for a, b in combinations(values, 2))
