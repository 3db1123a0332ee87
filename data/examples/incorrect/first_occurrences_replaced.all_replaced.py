def first_occurrences_replaced(line, count):
    """Replace the first `count` commas of `line` by semicolons and return the line with
    the number of commas that are left after it, separated by a blank.
    """
    replaced = line.replace(",", ";")
    return replaced + " " + str(max(0, line.count(",") - count))
