def merged_with_larger(first, second, least):
    """Merge two dictionaries of numbers; for a key that is in both, keep the larger
    value. Entries whose value is below `least` are left out.
    """
    merged = {}
    for numbers in (first, second):
        for key, value in numbers.items():
            if value >= least and value >= merged.get(key, least):
                merged[key] = value
    return merged
