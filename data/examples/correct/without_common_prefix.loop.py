def without_common_prefix(names, start):
    """Remove the beginning `start` from the names that have it, sort the names without
    regard to case, and join them with line breaks.
    """
    shortened = []
    for name in names:
        if name.startswith(start):
            name = name[len(start) :]
        shortened.append(name)
    shortened.sort(key=lambda name: name.lower())
    return "\n".join(shortened)
