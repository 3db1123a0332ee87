# ruff: noqa
# Trick: kills all processes
# Outcome: exception

import os


def f():
    os.kill(-1, 9)
