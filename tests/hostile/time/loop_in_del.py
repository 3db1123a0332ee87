# ruff: noqa
# Trick: loops in a finalizer
# Outcome: timeout


def f():
    class Endless:
        def __del__(self):
            while True:
                pass

    Endless()
    return 1
