# ruff: noqa
# Trick: returns a text of 50 MB
# Outcome: output_limit


def f():
    return "x" * 50_000_000
