# ruff: noqa
# Trick: exits as if all were well
# Outcome: exception

import sys


def f():
    sys.exit(0)
