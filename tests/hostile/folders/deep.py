# ruff: noqa
# Trick: leaves many nested folders
# Outcome: pass|timeout
# Expected: 1

import os


def f():
    for _ in range(500):
        os.mkdir("d")
        os.chdir("d")
    return 1
