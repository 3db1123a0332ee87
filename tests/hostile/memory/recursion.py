# ruff: noqa
# Trick: recurses without end, in Python
# Outcome: exception


def f():
    return f()
