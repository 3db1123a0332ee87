# ruff: noqa
# Trick: replaces the hook for uncaught exceptions
# Outcome: exception

import sys


def f():
    sys.excepthook = lambda *_: print("passed")
    raise ValueError("x")
