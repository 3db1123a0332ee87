def renamed_keys(record, names):
    """Rename the keys of `record` according to the dictionary `names`; keys that are
    not in `names` keep their name, and all values stay the same.
    """
    return {names.get(key, key): value for key, value in record.items()}
