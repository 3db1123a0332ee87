def align_columns(rows: list[list[str]]) -> list[str]:
    """Return the rows of a table as lines of text with aligned columns.

    The `rows` are non-empty lists of strings, all equally long. Each string is
    padded with blanks on the right to the width of the longest one in its column,
    the strings of a row are joined with a vertical bar that has a blank on both
    sides, and blanks at the end of a line are removed.
    """
    padded = []
    for column in zip(*rows):
        width = len(column[0])
        padded.append([cell.ljust(width) for cell in column])
    return [" | ".join(cells).rstrip() for cells in zip(*padded)]
