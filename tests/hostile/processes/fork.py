# ruff: noqa
# Trick: forks
# Outcome: exception

import os


def f():
    return os.fork()
