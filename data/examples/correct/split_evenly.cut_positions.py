from itertools import pairwise


def split_evenly(values, parts):
    """Cut `values` into `parts` consecutive lists whose lengths differ by at most one,
    the longer ones coming first, and return the list of these lists. Some of them
    are empty when there are more parts than items; `parts` is at least 1.
    """
    size, extra = divmod(len(values), parts)
    cuts = [index * size + min(index, extra) for index in range(parts + 1)]
    return [values[start:end] for start, end in pairwise(cuts)]
