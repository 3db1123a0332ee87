def cumulative_products(factors):
    """Return the running products of `factors`: at every position the product of all
    numbers up to there. Stop before the first zero.
    """
    products, product = [], 1
    for factor in factors:
        if factor == 0:
            break
        product *= factor
        products.append(product)
    return products
