def longest_run_without(values, unwanted):
    """How long is the longest run of consecutive elements of `values` that are
    different from `unwanted`?
    """
    longest = current = 0
    for value in values:
        if value != unwanted:
            current += 1
            longest = max(longest, current)
        else:
            current = 0
    return longest
