# ruff: noqa
# Trick: truncates a file by its name
# Outcome: exception

import os


def f():
    os.truncate("@CANARY@/secret.txt", 0)
