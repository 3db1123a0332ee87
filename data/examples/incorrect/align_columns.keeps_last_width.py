def align_columns(rows: list[list[str]]) -> list[str]:
    """Return the rows of a table as lines of text with aligned columns.

    The `rows` are non-empty lists of strings, all equally long. Each string is
    padded with blanks on the right to the width of the longest one in its column,
    the strings of a row are joined with a vertical bar that has a blank on both
    sides, and blanks at the end of a line are removed.
    """
    widths: dict[int, int] = {}
    for row in rows:
        for column, cell in enumerate(row):
            widths[column] = len(cell)
    lines = []
    for row in rows:
        line = ""
        for column, cell in enumerate(row):
            if column > 0:
                line += " | "
            line += cell + " " * (widths[column] - len(cell))
        lines.append(line.rstrip())
    return lines
