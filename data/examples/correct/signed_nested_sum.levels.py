def signed_nested_sum(data):
    """Return the sum of the integers in the nested list `data`, in which the integers
    of the outermost list count as positive, those one list deeper as negative, the next
    level as positive again and so on. Empty lists add nothing.
    """
    total = 0
    sign = 1
    while data:
        total += sign * sum(item for item in data if not isinstance(item, list))
        data = [item for part in data if isinstance(part, list) for item in part]
        sign = -sign
    return total
