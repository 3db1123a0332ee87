def values_of_short_keys(counts, size):
    """Add up the values of all keys of `counts` that have at most `size` letters."""
    total = 0
    for word in counts:
        if not len(word) > size:
            total += counts[word]
    return total
