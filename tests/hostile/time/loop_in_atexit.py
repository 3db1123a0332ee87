# ruff: noqa
# Trick: waits for the exit of the interpreter to loop
# Outcome: wrong

import atexit


def f():
    def endless():
        while True:
            pass

    atexit.register(endless)
    return 1
