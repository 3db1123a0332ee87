def youngest_at_least(people, least):
    """Given (name, age) tuples, return the name of the youngest person of at least
    `least` years, or None if there is none. The first of several equally young people
    counts.
    """
    youngest, lowest = None, None
    for name, age in people:
        if age >= least and (lowest is None or age < lowest):
            youngest, lowest = name, age
    return youngest
