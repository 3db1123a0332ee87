from datetime import date


def add_months(start, months):
    """Given a date `start` as a (year, month, day) tuple, return the tuple of the date
    that lies `months` months later, or earlier if `months` is negative. When the month
    reached is too short for the day, take its last day instead.
    """
    year, month, day = start
    years, index = divmod(month - 1 + months, 12)
    year += years
    month = index + 1
    return year, month, min(day, month_length(start[0], month))


def month_length(year, month):
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days
