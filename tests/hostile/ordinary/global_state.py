# ruff: noqa
# Trick: keeps state in a global
# Outcome: pass
# Expected: 3

COUNT = 0


def f():
    global COUNT
    for _ in range(3):
        COUNT += 1
    return COUNT
