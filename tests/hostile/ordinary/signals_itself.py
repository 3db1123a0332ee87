# ruff: noqa
# Trick: handles a signal that it sends itself
# Outcome: pass
# Expected: [10]

import os
import signal


def f():
    seen = []
    signal.signal(signal.SIGUSR1, lambda number, frame: seen.append(number))
    os.kill(os.getpid(), signal.SIGUSR1)
    return seen
