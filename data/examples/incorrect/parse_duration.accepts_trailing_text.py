import re


def parse_duration(text: str) -> int | None:
    """Convert a duration to a number of seconds.

    The `text` holds a number of hours, minutes and seconds, each followed by its
    letter h, m or s, in this order and without blanks; any of the three may be
    missing. Return None when the text is empty or has another form.
    """
    match = re.match(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?", text)
    if not text or match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds
