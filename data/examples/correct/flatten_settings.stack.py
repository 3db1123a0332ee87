def flatten_settings(settings: dict) -> dict:
    """Flatten a nested dictionary with string keys. Each value of the result that is
    not itself a dictionary is stored under its path: the keys from the outside to the
    inside, joined with dots. Dictionaries that are empty leave nothing in the result.
    """
    flat = {}
    pending = [("", settings)]
    while pending:
        prefix, level = pending.pop()
        for key, value in level.items():
            if isinstance(value, dict):
                pending.append((prefix + key + ".", value))
            else:
                flat[prefix + key] = value
    return flat
