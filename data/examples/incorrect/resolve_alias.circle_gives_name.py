def resolve_alias(aliases, name):
    """Follow `name` through the dictionary `aliases`, which maps a name to the name it
    stands for, and return the first name reached that is not a key of `aliases`. A name
    that is not a key stands for itself; return None if the chain runs in a circle.
    """
    visited = set()
    while name in aliases:
        if name in visited:
            return name
        visited.add(name)
        name = aliases[name]
    return name
