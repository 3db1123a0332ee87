from collections import Counter


def voted_for_twice(votes):
    """Given a list of `votes`, return the set of the names that were voted for exactly
    twice.
    """
    twice = set()
    for name, count in Counter(votes).items():
        if count == 2:
            twice.add(name)
    return twice
