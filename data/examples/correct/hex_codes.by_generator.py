def hex_codes(text):
    """Convert the characters of `text` to their codes in hexadecimal, two digits each,
    separated by colons.
    """
    return ":".join(format(ord(c), "x").zfill(2) for c in text)
