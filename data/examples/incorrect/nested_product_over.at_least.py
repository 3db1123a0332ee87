def nested_product_over(data, limit):
    """Return the product of all numbers greater than `limit` in the nested list `data`;
    without such numbers the product is 1.
    """
    product = 1
    for item in data:
        if isinstance(item, list):
            product *= nested_product_over(item, limit)
        elif item >= limit:
            product *= item
    return product
