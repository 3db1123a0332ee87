# ruff: noqa
# Trick: returns a number of a billion digits
# Outcome: wrong

from decimal import Decimal


def f():
    return Decimal("1E+999999999")
