def sum_durations(durations: list[tuple[int, int, int]]) -> tuple[int, int, int]:
    """Add up `durations`, a list of (hours, minutes, seconds) tuples of non-negative
    integers, and return the total as one such tuple with fewer than 60 minutes and
    fewer than 60 seconds. The hours may grow without limit, and an empty list gives
    zeros.
    """
    total = sum(3600 * hours + 60 * minutes + sec for hours, minutes, sec in durations)
    minutes, seconds = divmod(total, 60)
    hours, minutes = divmod(minutes, 60)
    return hours, minutes, seconds
