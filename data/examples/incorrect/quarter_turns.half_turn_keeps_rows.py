def quarter_turns(matrix: list[list[int]], turns: int) -> list[list[int]]:
    """Return a new matrix, the rectangular `matrix` turned clockwise by `turns` quarter
    turns. A negative number of turns goes counterclockwise, and an empty matrix stays
    empty.
    """
    turns %= 4
    if turns == 1:
        rows = zip(*reversed(matrix))
    elif turns == 2:
        rows = matrix[::-1]
    elif turns == 3:
        rows = reversed(list(zip(*matrix)))
    else:
        rows = matrix
    return [list(row) for row in rows]
