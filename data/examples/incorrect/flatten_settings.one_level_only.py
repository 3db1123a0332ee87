def flatten_settings(settings: dict) -> dict:
    """Flatten a nested dictionary with string keys. Each value of the result that is
    not itself a dictionary is stored under its path: the keys from the outside to the
    inside, joined with dots. Dictionaries that are empty leave nothing in the result.
    """
    flat = {}
    for key, value in settings.items():
        if isinstance(value, dict):
            for path, leaf in value.items():
                flat[f"{key}.{path}"] = leaf
        else:
            flat[key] = value
    return flat
