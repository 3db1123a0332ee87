# ruff: noqa
# Trick: raises what ends an iteration
# Outcome: exception


def f():
    raise StopIteration
