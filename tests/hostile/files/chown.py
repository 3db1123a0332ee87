# ruff: noqa
# Trick: changes a file's owner
# Outcome: exception

import os


def f():
    os.chown("@CANARY@/secret.txt", 1, 1)
