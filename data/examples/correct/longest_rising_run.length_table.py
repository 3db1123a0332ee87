def longest_rising_run(values):
    """Find the longest run of neighbouring items in `values` in which every item is
    strictly greater than the one before it, and return that run as a list. When
    several runs share the greatest length the first of them is returned; an empty
    list gives an empty list.
    """
    if not values:
        return []
    lengths = [1] * len(values)
    for index in range(1, len(values)):
        if values[index] > values[index - 1]:
            lengths[index] = lengths[index - 1] + 1
    longest = max(lengths)
    end = lengths.index(longest) + 1
    return values[end - longest : end]
