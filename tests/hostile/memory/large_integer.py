# ruff: noqa
# Trick: returns an integer of ten million digits
# Outcome: output_limit|memory|wrong


def f():
    return 1 << 33_000_000
