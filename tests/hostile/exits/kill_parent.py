# ruff: noqa
# Trick: kills the process that started it
# Outcome: exception

import os


def f():
    os.kill(os.getppid(), 9)
