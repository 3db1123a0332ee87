# ruff: noqa
# Trick: fills pipes, whose memory is the kernel's
# Outcome: exception

import os


def f():
    pipes = []
    while True:
        pipes.append(os.pipe())
