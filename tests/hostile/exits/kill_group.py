# ruff: noqa
# Trick: kills its process group
# Outcome: exception

import os


def f():
    os.killpg(0, 9)
