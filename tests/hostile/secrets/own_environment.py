# ruff: noqa
# Trick: reads its own environment
# Outcome: wrong

import os


def f():
    return sorted(os.environ.items())
