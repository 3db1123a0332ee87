# ruff: noqa
# Trick: raises what Ctrl-C raises
# Outcome: exception


def f():
    raise KeyboardInterrupt
