def doubled_and_removed(text):
    """Read `text` from left to right and build a new string: a plus sign doubles what
    has been built so far, a minus sign removes its last character, and every other
    character is added twice at the end.
    """
    built = ""
    for c in text:
        if c == "+":
            built += built
        elif c == "-":
            built = built[:-1]
        else:
            built += 2 * c
    return built
