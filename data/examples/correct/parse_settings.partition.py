def parse_settings(lines):
    """Given `lines` of the form key=value, return the settings as a dictionary.

    The first equals sign of a line separates; blanks around key and value are
    removed. Lines without an equals sign are skipped, and so are lines whose first
    character, blanks aside, is a #. A later line wins over an earlier one with the
    same key.
    """
    settings = {}
    for line in lines:
        key, sign, value = line.partition("=")
        key = key.strip()
        if sign and not key.startswith("#"):
            settings[key] = value.strip()
    return settings
