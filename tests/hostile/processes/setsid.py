# ruff: noqa
# Trick: leaves its session
# Outcome: exception

import os


def f():
    return os.setsid()
