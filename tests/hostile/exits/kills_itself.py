# ruff: noqa
# Trick: kills itself
# Outcome: killed

import os


def f():
    os.kill(os.getpid(), 9)
