from itertools import groupby


def squeeze_repeats(text: str, limit: int) -> str:
    """Shorten every run of equal neighbouring characters in `text` to `limit` at most.

    Runs that are short enough already stay as they are. A `limit` of zero gives an
    empty string.
    """
    pieces = []
    for character, run in groupby(text):
        length = len(list(run))
        pieces.append(character * min(length, limit))
    return "".join(pieces)
