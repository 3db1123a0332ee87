def values_of_short_keys(counts, size):
    """Add up the values of all keys of `counts` that have at most `size` letters."""
    return sum(count for word, count in counts.items() if len(word) <= size)
