from itertools import groupby, islice


def collapse_repeats(values: list, limit: int) -> list:
    """Shorten every run of equal neighbouring items in `values` to at most `limit`
    items and return the resulting list. Equal items that are not neighbours belong
    to different runs, and a limit of zero leaves nothing.
    """
    result = []
    for _, run in groupby(values):
        result.extend(islice(run, limit))
    return result
