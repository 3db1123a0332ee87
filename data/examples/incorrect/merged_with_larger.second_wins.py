def merged_with_larger(first, second, least):
    """Merge two dictionaries of numbers; for a key that is in both, keep the larger
    value. Entries whose value is below `least` are left out.
    """
    return {key: value for key, value in (first | second).items() if value >= least}
