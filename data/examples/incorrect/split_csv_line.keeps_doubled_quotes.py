def split_csv_line(line: str) -> list[str]:
    """Split a comma-separated `line` into the list of its fields.

    A field may be enclosed in double quotes; inside them commas are ordinary
    characters and two double quotes stand for one. Blanks are kept, and an empty
    line gives one empty field.
    """
    fields = []
    pending = []
    for piece in line.split(","):
        pending.append(piece)
        field = ",".join(pending)
        if field.count('"') % 2 == 0:
            if field.startswith('"'):
                field = field[1:-1]
            fields.append(field)
            pending = []
    return fields
