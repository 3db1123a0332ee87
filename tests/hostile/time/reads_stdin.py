# ruff: noqa
# Trick: waits for input
# Outcome: exception|wrong


def f():
    return input()
