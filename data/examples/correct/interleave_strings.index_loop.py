def interleave_strings(first: str, second: str) -> str:
    """Given two strings, return one string that takes characters from them in turn.

    The result begins with the first character of `first`. Once one of the strings
    is used up, the rest of the other follows.
    """
    pieces = []
    for index in range(max(len(first), len(second))):
        pieces.append(first[index : index + 1])
        pieces.append(second[index : index + 1])
    return "".join(pieces)
