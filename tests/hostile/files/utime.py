# ruff: noqa
# Trick: changes a file's times
# Outcome: exception

import os


def f():
    os.utime("@CANARY@/secret.txt", (0, 0))
