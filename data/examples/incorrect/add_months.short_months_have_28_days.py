from datetime import date


def add_months(start, months):
    """Given a date `start` as a (year, month, day) tuple, return the tuple of the date
    that lies `months` months later, or earlier if `months` is negative. When the month
    reached is too short for the day, take its last day instead.
    """
    year, month, day = start
    total = 12 * year + month + months - 1
    return latest_valid(total // 12, total % 12 + 1, day)


def latest_valid(year, month, day):
    try:
        date(year, month, day)
    except ValueError:
        return year, month, 28
    return year, month, day
