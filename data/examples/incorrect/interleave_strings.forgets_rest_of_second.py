def interleave_strings(first: str, second: str) -> str:
    """Given two strings, return one string that takes characters from them in turn.

    The result begins with the first character of `first`. Once one of the strings
    is used up, the rest of the other follows.
    """
    shared = min(len(first), len(second))
    pairs = "".join(a + b for a, b in zip(first, second))
    return pairs + first[shared:]
