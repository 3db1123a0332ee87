def first_occurrences_replaced(line, count):
    """Replace the first `count` commas of `line` by semicolons and return the line with
    the number of commas that are left after it, separated by a blank.
    """
    written, left = "", 0
    for character in line:
        if character == "," and count > 0:
            character = ";"
            count -= 1
        elif character == ",":
            left += 1
        written += character
    return f"{written} {left}"
