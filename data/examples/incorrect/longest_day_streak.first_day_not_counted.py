from datetime import date


def longest_day_streak(days):
    """Find the length of the longest run of consecutive calendar days among `days`, a
    list of ISO date strings in any order. Repeated days count once, and an empty list
    gives 0.
    """
    numbers = {date.fromisoformat(day).toordinal() for day in days}
    best = 0
    for number in numbers:
        if number - 1 not in numbers:
            length = 0
            while number + length + 1 in numbers:
                length += 1
            best = max(best, length)
    return best
