from datetime import datetime, timedelta


def total_shift_minutes(shifts: list[tuple[str, str]]) -> int:
    """Return how many minutes the `shifts` last altogether. Every shift is a pair of
    start and end as 24-hour times "HH:MM"; an end that is not later than the start
    belongs to the next day, so equal times mean a full day. An empty list gives 0.
    """
    total = timedelta()
    for start, end in shifts:
        begin = datetime.strptime(start, "%H:%M")
        finish = datetime.strptime(end, "%H:%M")
        if finish <= begin:
            finish += timedelta(days=1)
        total += finish - begin
    return total // timedelta(minutes=1)
