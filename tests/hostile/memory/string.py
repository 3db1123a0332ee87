# ruff: noqa
# Trick: makes a text too long for memory
# Outcome: memory


def f():
    return len("x" * (1 << 40))
