# ruff: noqa
# Trick: reads the memory of the process that started it
# Outcome: exception

import os


def f():
    return open(f"/proc/{os.getppid()}/mem", "rb").read(1)
