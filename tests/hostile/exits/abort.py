# ruff: noqa
# Trick: aborts
# Outcome: killed

import os


def f():
    os.abort()
