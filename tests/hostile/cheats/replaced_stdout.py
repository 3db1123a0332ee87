# ruff: noqa
# Trick: replaces and closes standard output
# Outcome: wrong

import sys


def f():
    sys.stdout.close()
    sys.stdout = None
    return 1
