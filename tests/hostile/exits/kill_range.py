# ruff: noqa
# Trick: kills whatever process there is
# Outcome: exception

import os


def f():
    for pid in range(1, 70_000):
        if pid != os.getpid():
            try:
                os.kill(pid, 9)
            except OSError as error:
                last = error
    raise last
