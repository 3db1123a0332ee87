# ruff: noqa
# Trick: defines no function
# Outcome: missing_function


def g():
    return 1
