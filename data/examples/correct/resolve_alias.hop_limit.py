def resolve_alias(aliases, name):
    """Follow `name` through the dictionary `aliases`, which maps a name to the name it
    stands for, and return the first name reached that is not a key of `aliases`. A name
    that is not a key stands for itself; return None if the chain runs in a circle.
    """
    hops = 0
    while name in aliases:
        if hops == len(aliases):
            return None
        name = aliases[name]
        hops += 1
    return name
