def format_duration(seconds: int) -> str:
    """Write a number of seconds as "h:mm:ss", or as "m:ss" when it is less than an
    hour. The last parts always have two digits and the first has no leading zeros; a
    negative duration has a minus sign in front.
    """
    if seconds < 0:
        return "-" + format_duration(-seconds)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    if hours > 0:
        return f"{hours}:{minute}:{second:02d}"
    return f"{minute}:{second:02d}"
