# ruff: noqa
# Trick: returns a number that equals nothing
# Outcome: wrong


def f():
    return float("nan")
