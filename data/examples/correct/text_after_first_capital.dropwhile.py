from itertools import dropwhile


def text_after_first_capital(text):
    """Return the part of `text` from its first capital letter to the end in lower case,
    or "none" if there is no capital letter.
    """
    rest = "".join(dropwhile(lambda c: not c.isupper(), text))
    return rest.lower() or "none"
