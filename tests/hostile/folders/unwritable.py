# ruff: noqa
# Trick: leaves folders that nobody may write in
# Outcome: pass
# Expected: 1

import os


def f():
    os.makedirs("a/b/c")
    os.mkdir("a/b/c/d", 0o500)
    os.mkdir("a/e", 0o100)
    return 1
