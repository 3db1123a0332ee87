# ruff: noqa
# Trick: never ends
# Outcome: timeout


def f():
    while True:
        pass
