# ruff: noqa
# Trick: makes a list too long for memory
# Outcome: memory


def f():
    return len([0] * (1 << 40))
