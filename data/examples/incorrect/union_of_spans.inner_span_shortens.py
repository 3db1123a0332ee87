def union_of_spans(spans):
    """Merge `spans`, ranges of integers given as (start, end) tuples that include both
    ends, and return the ascending list of tuples that cover the same integers with
    as few spans as possible. Two spans are joined if they overlap or if one starts
    directly after the other ends; the input may be in any order.
    """
    merged = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + 1:
            last_start, last_end = merged.pop()
            merged.append((last_start, end))
        else:
            merged.append((start, end))
    return merged
