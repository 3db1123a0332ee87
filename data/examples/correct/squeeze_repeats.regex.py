import re


def squeeze_repeats(text: str, limit: int) -> str:
    """Shorten every run of equal neighbouring characters in `text` to `limit` at most.

    Runs that are short enough already stay as they are. A `limit` of zero gives an
    empty string.
    """
    return re.sub(r"(.)\1*", lambda match: match.group()[:limit], text, flags=re.DOTALL)
