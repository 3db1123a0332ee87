def longest_distinct_run(values):
    """Return the length of the longest contiguous part of the list `values` in which no
    value occurs twice. The empty list gives 0.
    """
    window = set()
    left = 0
    longest = 0
    for right, value in enumerate(values):
        while value in window:
            window.remove(values[left])
            left += 1
        window.add(value)
        longest = max(longest, right - left + 1)
    return longest
