def text_after_first_capital(text):
    """Return the part of `text` from its first capital letter to the end in lower case,
    or "none" if there is no capital letter.
    """
    for i, c in enumerate(text):
        if c.isupper():
            return text[i:].lower()
    return "none"
