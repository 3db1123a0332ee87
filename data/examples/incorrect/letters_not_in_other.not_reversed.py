def letters_not_in_other(text, other):
    """Write the letters of `text` that do not occur in `other`, keeping their order and
    repetitions, in reverse.
    """
    return "".join(c for c in text if c not in other)
