def split_evenly(values, parts):
    """Cut `values` into `parts` consecutive lists whose lengths differ by at most one,
    the longer ones coming first, and return the list of these lists. Some of them
    are empty when there are more parts than items; `parts` is at least 1.
    """
    result = []
    rest = values
    for remaining in range(parts, 0, -1):
        size = (len(rest) + remaining - 1) // remaining
        result.append(rest[:size])
        rest = rest[size:]
    return result
