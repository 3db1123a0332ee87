def rotated_and_joined(parts, separator):
    """Rotate the list of `parts` by one place to the right, so that the last part comes
    first, and join the parts with `separator`.
    """
    return separator.join(parts[-1:] + parts[:-1])
