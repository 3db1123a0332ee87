def sum_durations(durations: list[tuple[int, int, int]]) -> tuple[int, int, int]:
    """Add up `durations`, a list of (hours, minutes, seconds) tuples of non-negative
    integers, and return the total as one such tuple with fewer than 60 minutes and
    fewer than 60 seconds. The hours may grow without limit, and an empty list gives
    zeros.
    """
    hours = minutes = seconds = 0
    for more_hours, more_minutes, more_seconds in durations:
        seconds += more_seconds
        minutes += more_minutes + seconds // 60
        hours += more_hours + minutes // 60
        seconds %= 60
    return hours, minutes, seconds
