def youngest_at_least(people, least):
    """Given (name, age) tuples, return the name of the youngest person of at least
    `least` years, or None if there is none. The first of several equally young people
    counts.
    """
    old_enough = [person for person in people if person[1] >= least]
    return max(old_enough, key=lambda person: person[1])[0] if old_enough else None
