# ruff: noqa
# Trick: makes a named pipe
# Outcome: exception

import os


def f():
    os.mkfifo("@CANARY@/fifo")
