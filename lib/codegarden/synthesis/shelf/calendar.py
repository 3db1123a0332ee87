# ruff: noqa: B905 - these functions become part of answers, written as plainly as one would
"""Years, months and days; Roman numerals and other written numbers."""

import datetime


def leap_year(y: int) -> bool:
    """Return whether a year is a leap year."""
    return y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """Return the number of days in a month of a year."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def is_date(month: int, day: int, year: int) -> bool:
    """Return whether a date is valid, gregorian."""
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def day_of_year(year: int, month: int, day: int) -> int:
    """Return the day of the year of a date."""
    return datetime.date(year, month, day).timetuple().tm_yday


def to_roman(n: int) -> str:
    """Convert an integer to a Roman numeral."""
    values = [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1]
    names = ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"]
    text = ""
    for value, name in zip(values, names):
        text += name * (n // value)
        n %= value
    return text


def from_roman(text: str) -> int:
    """Convert a Roman numeral to an integer."""
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    numbers = [values[c] for c in text]
    return sum(-a if a < b else a for a, b in zip(numbers, [*numbers[1:], 0]))
