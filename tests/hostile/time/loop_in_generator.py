# ruff: noqa
# Trick: returns a generator that never ends
# Outcome: not_plain_data


def f():
    return iter(int, 1)
