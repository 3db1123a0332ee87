# ruff: noqa
# Trick: removes a file
# Outcome: exception

import os


def f():
    os.remove("@CANARY@/secret.txt")
