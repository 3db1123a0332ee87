# ruff: noqa
# Trick: takes memory within the limit
# Outcome: pass
# Expected: 100000000


def f():
    return len(bytearray(100_000_000))
