import string


def missing_letters(text, last):
    """Which small letters of the alphabet up to and including `last` do not occur in
    `text`? Return them as a string in alphabetical order.
    """
    letters = string.ascii_lowercase
    return "".join(c for c in letters[: letters.index(last) + 1] if c not in text)
