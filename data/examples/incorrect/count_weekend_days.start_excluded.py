from datetime import date


def count_weekend_days(start: str, end: str) -> int:
    """Count the Saturdays and Sundays from `start` to `end`, two dates as ISO strings,
    with both dates included. The count is 0 if `end` lies before `start`.
    """
    first = date.fromisoformat(start).toordinal()
    last = date.fromisoformat(end).toordinal()
    if last < first:
        return 0
    return weekend_days_through(last) - weekend_days_through(first)


def weekend_days_through(ordinal: int) -> int:
    """Count the weekend days among the days 1, a Monday, to `ordinal`."""
    weeks, rest = divmod(ordinal, 7)
    return 2 * weeks + max(0, rest - 5)
