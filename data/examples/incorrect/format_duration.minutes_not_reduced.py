def format_duration(seconds: int) -> str:
    """Write a number of seconds as "h:mm:ss", or as "m:ss" when it is less than an
    hour. The last parts always have two digits and the first has no leading zeros; a
    negative duration has a minus sign in front.
    """
    sign = "-" if seconds < 0 else ""
    total = abs(seconds)
    parts = [total // 3600, total // 60, total % 60]
    if parts[0] == 0:
        parts = parts[1:]
    tail = [str(part).zfill(2) for part in parts[1:]]
    return sign + ":".join([str(parts[0]), *tail])
