from datetime import date, timedelta


def days_until_birthday(today, birthday):
    """Return the number of days from `today`, a (year, month, day) tuple, to the next
    celebration of `birthday`, a (month, day) tuple. The result is 0 when the birthday
    is today. A birthday on 29 February is celebrated on 1 March in years without that
    day.
    """
    now = date(*today)
    party = celebration(now.year, birthday)
    if party <= now:
        party = celebration(now.year + 1, birthday)
    return (party - now).days


def celebration(year, birthday):
    month, day = birthday
    return date(year, month, 1) + timedelta(days=day - 1)
