from datetime import date, timedelta


def longest_day_streak(days):
    """Find the length of the longest run of consecutive calendar days among `days`, a
    list of ISO date strings in any order. Repeated days count once, and an empty list
    gives 0.
    """
    streaks = {}
    for day in map(date.fromisoformat, days):
        yesterday = day - timedelta(days=1)
        streaks[day] = streaks.get(yesterday, 0) + 1
    return max(streaks.values(), default=0)
