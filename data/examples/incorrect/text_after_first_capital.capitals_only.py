def text_after_first_capital(text):
    """Return the part of `text` from its first capital letter to the end in lower case,
    or "none" if there is no capital letter.
    """
    capitals = "".join(c for c in text if c.isupper())
    return capitals.lower() or "none"
