def evens_up_odds_down(values: list[int]) -> list[int]:
    """Given a list of integers `values`, return a list with all even ones first, in
    ascending order, followed by all odd ones in descending order. Repeats are kept,
    and an empty list gives an empty list.
    """
    return sorted(values, key=lambda value: (value % 2, value if value % 2 else -value))
