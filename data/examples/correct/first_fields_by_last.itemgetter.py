from operator import itemgetter


def first_fields_by_last(rows):
    """Sort the `rows`, tuples of three fields, by the last field in descending order
    and return the first fields.
    """
    ordered = list(rows)
    ordered.sort(key=itemgetter(2), reverse=True)
    return [first for first, _, _ in ordered]
