def inverted_to_lists(ages):
    """Invert the dictionary `ages`: map every age to the sorted list of the names that
    have it.
    """
    return {
        age: sorted(name for name in ages if ages[name] == age) for age in set(ages.values())
    }
