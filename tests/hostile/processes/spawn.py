# ruff: noqa
# Trick: spawns by posix_spawn
# Outcome: exception

import os


def f():
    return os.posix_spawn("/bin/touch", ["touch", "@CANARY@/made"], {})
