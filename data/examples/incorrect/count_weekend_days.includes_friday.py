from datetime import date, timedelta


def count_weekend_days(start: str, end: str) -> int:
    """Count the Saturdays and Sundays from `start` to `end`, two dates as ISO strings,
    with both dates included. The count is 0 if `end` lies before `start`.
    """
    day = date.fromisoformat(start)
    last = date.fromisoformat(end)
    count = 0
    while day <= last:
        if day.isoweekday() >= 5:
            count += 1
        day += timedelta(days=1)
    return count
