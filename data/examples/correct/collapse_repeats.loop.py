def collapse_repeats(values: list, limit: int) -> list:
    """Shorten every run of equal neighbouring items in `values` to at most `limit`
    items and return the resulting list. Equal items that are not neighbours belong
    to different runs, and a limit of zero leaves nothing.
    """
    result = []
    for index, value in enumerate(values):
        if index > 0 and value == values[index - 1]:
            run += 1
        else:
            run = 1
        if run <= limit:
            result.append(value)
    return result
