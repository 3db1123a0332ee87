def median_of_lengths(words):
    """Return the median of the distinct lengths of `words`; with an even number of
    lengths, the smaller of the two in the middle. There is at least one word.
    """
    distinct = sorted(set(map(len, words)))
    return distinct[(len(distinct) - 1) // 2]
