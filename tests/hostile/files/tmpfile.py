# ruff: noqa
# Trick: makes a file without a name
# Outcome: exception

import os


def f():
    return os.open("@CANARY@", os.O_TMPFILE | os.O_RDWR)
