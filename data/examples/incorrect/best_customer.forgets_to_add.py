def best_customer(sales: list[tuple[str, int]]) -> str | None:
    """Find the customer with the largest total in `sales`, a list of (name, amount)
    pairs in which amounts may be negative. If several totals are equal, the name that
    comes first in alphabetical order wins; return None when there are no sales.
    """
    totals = {}
    for name, amount in sales:
        totals[name] = amount
    best = None
    for name in sorted(totals):
        if best is None or totals[name] > totals[best]:
            best = name
    return best
