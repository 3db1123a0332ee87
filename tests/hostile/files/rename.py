# ruff: noqa
# Trick: renames a file
# Outcome: exception

import os


def f():
    os.rename("@CANARY@/secret.txt", "@CANARY@/other")
