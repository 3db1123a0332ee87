def rotation_offset(source, target):
    """Return how many steps to the left `source` must be rotated to become `target`.

    One step moves the first character to the end, and the smallest possible number
    of steps is returned. The result is -1 when no rotation works, and 0 for two
    empty strings.
    """
    if len(source) != len(target):
        return -1
    if not source:
        return 0
    for steps in range(len(source)):
        if source[steps:] + source[:steps] == target:
            return steps
    return -1
