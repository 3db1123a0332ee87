def without_common_prefix(names, start):
    """Remove the beginning `start` from the names that have it, sort the names without
    regard to case, and join them with line breaks.
    """
    return "\n".join(sorted((name.replace(start, "") for name in names), key=str.lower))
