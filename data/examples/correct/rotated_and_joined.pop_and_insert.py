def rotated_and_joined(parts, separator):
    """Rotate the list of `parts` by one place to the right, so that the last part comes
    first, and join the parts with `separator`.
    """
    rotated = list(parts)
    if rotated:
        rotated.insert(0, rotated.pop())
    return separator.join(rotated)
