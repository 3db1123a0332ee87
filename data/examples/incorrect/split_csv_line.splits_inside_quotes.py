def split_csv_line(line: str) -> list[str]:
    """Split a comma-separated `line` into the list of its fields.

    A field may be enclosed in double quotes; inside them commas are ordinary
    characters and two double quotes stand for one. Blanks are kept, and an empty
    line gives one empty field.
    """
    fields = []
    field = ""
    quoted = False
    index = 0
    while index < len(line):
        character = line[index]
        if quoted and line[index : index + 2] == '""':
            field += '"'
            index += 1
        elif character == '"':
            quoted = not quoted
        elif character == ",":
            fields.append(field)
            field = ""
        else:
            field += character
        index += 1
    return fields + [field]
