def total_shift_minutes(shifts: list[tuple[str, str]]) -> int:
    """Return how many minutes the `shifts` last altogether. Every shift is a pair of
    start and end as 24-hour times "HH:MM"; an end that is not later than the start
    belongs to the next day, so equal times mean a full day. An empty list gives 0.
    """
    spans = (to_minutes(end) - to_minutes(start) for start, end in shifts)
    return sum((span - 1) % 1440 + 1 for span in spans)


def to_minutes(clock: str) -> int:
    return 60 * int(clock[:2]) + int(clock[3:])
