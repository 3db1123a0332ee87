def longest_distinct_run(values):
    """Return the length of the longest contiguous part of the list `values` in which no
    value occurs twice. The empty list gives 0.
    """
    last = {}
    start = 0
    longest = 0
    for index, value in enumerate(values):
        if value in last and last[value] >= start:
            start = last[value] + 1
        last[value] = index
        longest = max(longest, index - start + 1)
    return longest
