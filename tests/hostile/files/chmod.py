# ruff: noqa
# Trick: changes a file's mode
# Outcome: exception

import os


def f():
    os.chmod("@CANARY@/secret.txt", 0o777)
