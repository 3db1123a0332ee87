def nested_total_over_limit(data, limit):
    """Return the sum of all numbers in `data` that are greater than `limit`, where
    `data` is a list of numbers and of lists that may be nested to any depth.
    """
    total = 0
    for item in data:
        if isinstance(item, list):
            total += nested_total_over_limit(item, limit)
        elif item > limit:
            total += item
    return total
