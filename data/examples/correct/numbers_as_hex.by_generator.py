def numbers_as_hex(colors):
    """Write every number of `colors` in hexadecimal with capital letters and join them
    with blanks. Each one has at least two digits.
    """
    return " ".join(format(color, "x").upper().zfill(2) for color in colors)
