# ruff: noqa
# Trick: lists the processes
# Outcome: exception

import os


def f():
    return os.listdir("/proc")
