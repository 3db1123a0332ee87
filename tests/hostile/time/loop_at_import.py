# ruff: noqa
# Trick: never gets as far as its function
# Outcome: timeout

while True:
    pass


def f():
    return 1
