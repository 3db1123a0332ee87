def mutual_followers(follows):
    """Given a list of pairs of names in which (a, b) says that a follows b, return a
    sorted list of the pairs of people who follow each other. Each pair is given once,
    with the alphabetically smaller name first; following oneself does not count.
    """
    earlier = set()
    mutual = set()
    for follower, followed in follows:
        if follower != followed and (followed, follower) in earlier:
            mutual.add((min(follower, followed), max(follower, followed)))
        earlier.add((follower, followed))
    return sorted(mutual)
