from collections import Counter


def total_by_category(expenses, minimum):
    """Given a list of (category, amount) pairs, return a dictionary with the total
    amount of every category whose total is at least `minimum`.
    """
    totals = Counter()
    for category, amount in expenses:
        totals[category] += amount
    for category in list(totals):
        if totals[category] < minimum:
            del totals[category]
    return dict(totals)
