def quarter_turns(matrix: list[list[int]], turns: int) -> list[list[int]]:
    """Return a new matrix, the rectangular `matrix` turned clockwise by `turns` quarter
    turns. A negative number of turns goes counterclockwise, and an empty matrix stays
    empty.
    """
    result = [row[:] for row in matrix]
    for _ in range(turns % 4):
        result = [list(column) for column in zip(*result[::-1])]
    return result
