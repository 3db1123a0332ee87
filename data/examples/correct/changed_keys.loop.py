def changed_keys(old, new):
    """Compare two dictionaries with string keys. Return a dictionary with exactly the
    keys "added" (keys only in `new`), "removed" (keys only in `old`) and "changed"
    (keys in both whose values are not equal), each with a sorted list of keys.
    """
    added, removed, changed = [], [], []
    for key in sorted(old.keys() | new.keys()):
        if key not in old:
            added.append(key)
        elif key not in new:
            removed.append(key)
        elif old[key] != new[key]:
            changed.append(key)
    return {"added": added, "removed": removed, "changed": changed}
