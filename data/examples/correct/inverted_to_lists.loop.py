def inverted_to_lists(ages):
    """Invert the dictionary `ages`: map every age to the sorted list of the names that
    have it.
    """
    names = {}
    for name in sorted(ages):
        names.setdefault(ages[name], []).append(name)
    return names
