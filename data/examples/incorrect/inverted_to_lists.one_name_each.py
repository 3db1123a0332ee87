def inverted_to_lists(ages):
    """Invert the dictionary `ages`: map every age to the sorted list of the names that
    have it.
    """
    return {age: [name] for name, age in ages.items()}
