from collections import defaultdict


def best_customer(sales: list[tuple[str, int]]) -> str | None:
    """Find the customer with the largest total in `sales`, a list of (name, amount)
    pairs in which amounts may be negative. If several totals are equal, the name that
    comes first in alphabetical order wins; return None when there are no sales.
    """
    totals = defaultdict(int)
    for name, amount in sales:
        totals[name] += amount
    return min(totals, key=lambda name: (totals[name], name), default=None)
