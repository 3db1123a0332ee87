def sort_by_score(entries):
    """Sort `entries`, a list of (name, score) tuples, from the highest score to the
    lowest and return the new list. Entries with equal scores keep the order in which
    they came.
    """
    result = []
    for entry in entries:
        place = len(result)
        while place > 1 and result[place - 1][1] < entry[1]:
            place -= 1
        result.insert(place, entry)
    return result
