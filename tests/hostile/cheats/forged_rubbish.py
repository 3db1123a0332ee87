# ruff: noqa
# Trick: writes rubbish to every descriptor
# Outcome: killed

import os


def f():
    for number in range(3, 64):
        try:
            os.write(number, b"\xff" * 64)
        except OSError:
            continue
    return 1
