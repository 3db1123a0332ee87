def sort_by_score(entries):
    """Sort `entries`, a list of (name, score) tuples, from the highest score to the
    lowest and return the new list. Entries with equal scores keep the order in which
    they came.
    """
    rest = list(entries)
    result = []
    while rest:
        best = 0
        for index in range(len(rest)):
            if rest[index][1] > rest[best][1]:
                best = index
        result.append(rest.pop(best))
    return result
