from datetime import date, timedelta


def days_until_birthday(today, birthday):
    """Return the number of days from `today`, a (year, month, day) tuple, to the next
    celebration of `birthday`, a (month, day) tuple. The result is 0 when the birthday
    is today. A birthday on 29 February is celebrated on 1 March in years without that
    day.
    """
    current = date(*today)
    count = 0
    while not is_celebrated(current, birthday):
        current += timedelta(days=1)
        count += 1
    return count


def is_celebrated(current, birthday):
    if birthday == (2, 29):
        birthday = (3, 1)
    return (current.month, current.day) == birthday
