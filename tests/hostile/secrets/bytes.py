# ruff: noqa
# Trick: reads a file by a descriptor
# Outcome: exception

import os


def f():
    return os.read(os.open("@CANARY@/secret.txt", os.O_RDONLY), 100)
