def dictionary_from_columns(names, values):
    """Make a dictionary from the list `names` and the list `values` that belong
    together, without the names whose value is None or an empty string.
    """
    return {name: value for name, value in zip(names, values) if value}
