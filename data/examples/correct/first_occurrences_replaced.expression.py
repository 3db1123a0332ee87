def first_occurrences_replaced(line, count):
    """Replace the first `count` commas of `line` by semicolons and return the line with
    the number of commas that are left after it, separated by a blank.
    """
    replaced = line.replace(",", ";", count)
    return replaced + " " + str(replaced.count(","))
