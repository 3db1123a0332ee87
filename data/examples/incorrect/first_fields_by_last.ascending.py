def first_fields_by_last(rows):
    """Sort the `rows`, tuples of three fields, by the last field in descending order
    and return the first fields.
    """
    return [row[0] for row in sorted(rows, key=lambda row: row[2])]
