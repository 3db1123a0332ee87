# ruff: noqa
# Trick: returns a range without end
# Outcome: wrong


def f():
    return range(10**18)
