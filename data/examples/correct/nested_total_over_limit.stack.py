def nested_total_over_limit(data, limit):
    """Return the sum of all numbers in `data` that are greater than `limit`, where
    `data` is a list of numbers and of lists that may be nested to any depth.
    """
    total, waiting = 0, [data]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(item)
        else:
            total += item if item > limit else 0
    return total
