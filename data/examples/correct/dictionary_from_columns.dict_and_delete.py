def dictionary_from_columns(names, values):
    """Make a dictionary from the list `names` and the list `values` that belong
    together, without the names whose value is None or an empty string.
    """
    record = dict(zip(names, values))
    for name in names:
        if record.get(name) is None or record[name] == "":
            record.pop(name, None)
    return record
