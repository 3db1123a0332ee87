def renamed_keys(record, names):
    """Rename the keys of `record` according to the dictionary `names`; keys that are
    not in `names` keep their name, and all values stay the same.
    """
    renamed = {}
    for key in record:
        if key in names:
            renamed[names[key]] = record[key]
        else:
            renamed[key] = record[key]
    return renamed
