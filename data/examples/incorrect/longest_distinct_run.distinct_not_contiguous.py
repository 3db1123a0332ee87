def longest_distinct_run(values):
    """Return the length of the longest contiguous part of the list `values` in which no
    value occurs twice. The empty list gives 0.
    """
    longest = 0
    for start in range(len(values)):
        seen = set()
        for value in values[start:]:
            if value in seen:
                continue
            seen.add(value)
        longest = max(longest, len(seen))
    return longest
