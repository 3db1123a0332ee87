# ruff: noqa
# Trick: sleeps a little
# Outcome: pass
# Expected: 1

import time


def f():
    time.sleep(0.05)
    return 1
