# ruff: noqa
# Trick: exits without a word
# Outcome: killed

import os


def f():
    os._exit(0)
