def even_product_pairs(values, limit):
    """Count the pairs of numbers at different positions of `values` whose product is
    even and whose sum is greater than `limit`.
    """
    count = 0
    for i in range(len(values)):
        for j in range(i + 1, len(values)):
            if values[i] * values[j] % 2 == 0 and values[i] + values[j] > limit:
                count += 1
    return count
