def total_by_category(expenses, minimum):
    """Given a list of (category, amount) pairs, return a dictionary with the total
    amount of every category whose total is at least `minimum`.
    """
    totals = {}
    for category, amount in expenses:
        totals[category] = amount
    return {category: total for category, total in totals.items() if total >= minimum}
