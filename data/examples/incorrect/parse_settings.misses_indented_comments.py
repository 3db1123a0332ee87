def parse_settings(lines):
    """Given `lines` of the form key=value, return the settings as a dictionary.

    The first equals sign of a line separates; blanks around key and value are
    removed. Lines without an equals sign are skipped, and so are lines whose first
    character, blanks aside, is a #. A later line wins over an earlier one with the
    same key.
    """
    pairs = [line.split("=", 1) for line in lines if "=" in line]
    return {
        key.strip(): value.strip() for key, value in pairs if not key.startswith("#")
    }
