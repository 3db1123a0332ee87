def nested_product_over(data, limit):
    """Return the product of all numbers greater than `limit` in the nested list `data`;
    without such numbers the product is 1.
    """
    flat = list(data)
    product = 1
    while flat:
        item = flat.pop()
        if isinstance(item, list):
            flat.extend(item)
        else:
            product *= item if item > limit else 1
    return product
