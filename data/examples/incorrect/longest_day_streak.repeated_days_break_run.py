from datetime import date
from itertools import groupby


def longest_day_streak(days):
    """Find the length of the longest run of consecutive calendar days among `days`, a
    list of ISO date strings in any order. Repeated days count once, and an empty list
    gives 0.
    """
    numbers = sorted(date.fromisoformat(day).toordinal() for day in days)
    runs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    return max((len(list(run)) for _, run in runs), default=0)
