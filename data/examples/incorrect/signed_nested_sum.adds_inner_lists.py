def signed_nested_sum(data):
    """Return the sum of the integers in the nested list `data`, in which the integers
    of the outermost list count as positive, those one list deeper as negative, the next
    level as positive again and so on. Empty lists add nothing.
    """
    total = 0
    for item in data:
        if isinstance(item, list):
            total += signed_nested_sum(item)
        else:
            total += item
    return total
