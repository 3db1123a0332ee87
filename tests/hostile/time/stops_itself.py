# ruff: noqa
# Trick: stops itself, so that no exit is ever seen
# Outcome: timeout

import os
import signal


def f():
    os.kill(os.getpid(), signal.SIGSTOP)
