def union_of_spans(spans):
    """Merge `spans`, ranges of integers given as (start, end) tuples that include both
    ends, and return the ascending list of tuples that cover the same integers with
    as few spans as possible. Two spans are joined if they overlap or if one starts
    directly after the other ends; the input may be in any order.
    """
    covered = set()
    for start, end in spans:
        covered.update(range(start, end + 1))
    starts = sorted(number for number in covered if number - 1 not in covered)
    ends = sorted(number for number in covered if number + 1 not in covered)
    return list(zip(starts, ends))
