def squeeze_repeats(text: str, limit: int) -> str:
    """Shorten every run of equal neighbouring characters in `text` to `limit` at most.

    Runs that are short enough already stay as they are. A `limit` of zero gives an
    empty string.
    """
    result = ""
    for index, character in enumerate(text):
        if index > 0 and character in result:
            run_length += 1
        else:
            run_length = 1
        if run_length <= limit:
            result += character
    return result
