# ruff: noqa
# Trick: reads the command line
# Outcome: wrong

import sys


def f():
    return [sys.argv, sys.orig_argv]
