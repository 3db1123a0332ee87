# ruff: noqa
# Trick: sleeps, which takes no CPU time
# Outcome: timeout

import time


def f():
    time.sleep(1000)
