# ruff: noqa
# Trick: becomes another program
# Outcome: exception

import os


def f():
    os.execv("/bin/touch", ["touch", "@CANARY@/made"])
