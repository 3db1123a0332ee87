# ruff: noqa
# Trick: sends itself Ctrl-C
# Outcome: exception

import os
import signal


def f():
    os.kill(os.getpid(), signal.SIGINT)
    while True:
        pass
