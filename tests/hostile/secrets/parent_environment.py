# ruff: noqa
# Trick: reads the environment of the process that started it
# Outcome: exception

import os


def f():
    return open(f"/proc/{os.getppid()}/environ").read()
