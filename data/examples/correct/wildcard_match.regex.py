import re


def wildcard_match(pattern, text):
    """Check whether the whole of `text` fits `pattern`.

    In the pattern a question mark stands for exactly one character and a star for
    any number of characters, also none. Every other character stands for itself,
    and case matters.
    """
    pieces = []
    for symbol in pattern:
        if symbol == "*":
            pieces.append(".*")
        elif symbol == "?":
            pieces.append(".")
        else:
            pieces.append(re.escape(symbol))
    return re.fullmatch("".join(pieces), text, re.DOTALL) is not None
