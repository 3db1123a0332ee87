def resolve_alias(aliases, name):
    """Follow `name` through the dictionary `aliases`, which maps a name to the name it
    stands for, and return the first name reached that is not a key of `aliases`. A name
    that is not a key stands for itself; return None if the chain runs in a circle.
    """
    if name not in aliases:
        return name
    others = {key: target for key, target in aliases.items() if key != name}
    result = resolve_alias(others, aliases[name])
    return None if result == name else result
