def letters_not_in_other(text, other):
    """Write the letters of `text` that do not occur in `other`, keeping their order and
    repetitions, in reverse.
    """
    rest = ""
    for c in text:
        if other.count(c) == 0:
            rest = c + rest
    return rest
