def evens_up_odds_down(values: list[int]) -> list[int]:
    """Given a list of integers `values`, return a list with all even ones first, in
    ascending order, followed by all odd ones in descending order. Repeats are kept,
    and an empty list gives an empty list.
    """
    result = list(values)
    front, back = 0, -1
    for value in sorted(values):
        if value % 2 == 0:
            result[front] = value
            front += 1
        else:
            result[back] = value
            back -= 1
    return result
