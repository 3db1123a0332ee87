# ruff: noqa
# Trick: starts a shell by the C library
# Outcome: wrong

import os


def f():
    return os.system("touch @CANARY@/made")
