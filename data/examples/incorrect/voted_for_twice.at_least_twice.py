def voted_for_twice(votes):
    """Given a list of `votes`, return the set of the names that were voted for exactly
    twice.
    """
    return {name for name in votes if votes.count(name) >= 2}
