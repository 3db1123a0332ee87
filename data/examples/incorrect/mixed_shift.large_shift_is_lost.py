import string


def mixed_shift(text, shift):
    """Encode `text` by moving small letters `shift` places forward in the alphabet.

    Capital letters are moved `shift` places backward, and both wrap around at the
    ends. Only the letters a to z and A to Z change; `shift` may be negative or
    greater than 26.
    """
    offset = shift
    small = string.ascii_lowercase
    capital = string.ascii_uppercase
    moved_small = small[offset:] + small[:offset]
    moved_capital = capital[-offset:] + capital[:-offset]
    table = str.maketrans(small + capital, moved_small + moved_capital)
    return text.translate(table)
