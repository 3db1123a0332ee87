def mutual_followers(follows):
    """Given a list of pairs of names in which (a, b) says that a follows b, return a
    sorted list of the pairs of people who follow each other. Each pair is given once,
    with the alphabetically smaller name first; following oneself does not count.
    """
    known = set(follows)
    mutual = [(a, b) for a, b in known if a <= b and (b, a) in known]
    return sorted(mutual)
