# ruff: noqa
# Trick: raises a group of exceptions
# Outcome: exception


def f():
    raise ExceptionGroup("many", [ValueError(1), ExceptionGroup("more", [TypeError()])])
