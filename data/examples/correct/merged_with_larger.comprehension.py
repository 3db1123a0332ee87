def merged_with_larger(first, second, least):
    """Merge two dictionaries of numbers; for a key that is in both, keep the larger
    value. Entries whose value is below `least` are left out.
    """
    merged = {k: max(first.get(k, v), v) for k, v in (first | second).items()}
    return {key: value for key, value in merged.items() if value >= least}
