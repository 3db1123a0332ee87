def total_shift_minutes(shifts: list[tuple[str, str]]) -> int:
    """Return how many minutes the `shifts` last altogether. Every shift is a pair of
    start and end as 24-hour times "HH:MM"; an end that is not later than the start
    belongs to the next day, so equal times mean a full day. An empty list gives 0.
    """
    total = 0
    for start, end in shifts:
        length = to_minutes(end) - to_minutes(start)
        if length <= 0:
            length += 24 * 60
        total += length
    return total


def to_minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)
