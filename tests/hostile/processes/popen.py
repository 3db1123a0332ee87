# ruff: noqa
# Trick: reads from a shell
# Outcome: exception

import os


def f():
    return os.popen("cat @CANARY@/secret.txt").read()
