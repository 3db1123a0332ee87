# ruff: noqa
# Trick: leaves folders that nobody may enter, or list
# Outcome: pass
# Expected: 1

import os


def f():
    os.mkdir("closed", 0)
    os.mkdir("blind", 0o300)
    open("blind/file", "w").close()
    os.mkdir("read", 0o400)
    return 1
