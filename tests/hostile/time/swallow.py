# ruff: noqa
# Trick: swallows every exception, the ones that end it included
# Outcome: timeout


def f():
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
