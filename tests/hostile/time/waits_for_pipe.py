# ruff: noqa
# Trick: reads from a pipe that nobody writes to
# Outcome: timeout

import os


def f():
    reader, writer = os.pipe()
    return os.read(reader, 1)
