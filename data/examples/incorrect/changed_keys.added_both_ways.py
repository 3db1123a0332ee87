def changed_keys(old, new):
    """Compare two dictionaries with string keys. Return a dictionary with exactly the
    keys "added" (keys only in `new`), "removed" (keys only in `old`) and "changed"
    (keys in both whose values are not equal), each with a sorted list of keys.
    """
    before, after = set(old), set(new)
    return {
        "added": sorted(after ^ before),
        "removed": sorted(before - after),
        "changed": sorted(key for key in before & after if old[key] != new[key]),
    }
