# ruff: noqa
# Trick: leaves a file that nobody may open
# Outcome: pass
# Expected: 1

import os


def f():
    os.close(os.open("closed", os.O_CREAT | os.O_WRONLY, 0))
    return 1
