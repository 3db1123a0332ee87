from operator import itemgetter


def sort_by_score(entries):
    """Sort `entries`, a list of (name, score) tuples, from the highest score to the
    lowest and return the new list. Entries with equal scores keep the order in which
    they came.
    """
    return sorted(entries, key=itemgetter(1), reverse=True)
