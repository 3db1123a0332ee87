# ruff: noqa
# Trick: makes a file in memory and executes it
# Outcome: exception

import os


def f():
    return os.memfd_create("x")
