# ruff: noqa
# Trick: closes all descriptors
# Outcome: killed

import os


def f():
    os.closerange(0, 256)
    return 1
