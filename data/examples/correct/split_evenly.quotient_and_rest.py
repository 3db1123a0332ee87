def split_evenly(values, parts):
    """Cut `values` into `parts` consecutive lists whose lengths differ by at most one,
    the longer ones coming first, and return the list of these lists. Some of them
    are empty when there are more parts than items; `parts` is at least 1.
    """
    size, extra = divmod(len(values), parts)
    result = []
    start = 0
    for index in range(parts):
        end = start + size
        if index < extra:
            end += 1
        result.append(values[start:end])
        start = end
    return result
