from itertools import product


def spaced_ones(length, ones):
    """Return all strings of `length` characters, each zero or one, that contain exactly
    `ones` ones, no two of them side by side. The strings are in ascending order; for
    length 0 the only candidate is the empty string.
    """
    strings = ("".join(bits) for bits in product("01", repeat=length))
    return [text for text in strings if text.count("1") == ones and "11" not in text]
