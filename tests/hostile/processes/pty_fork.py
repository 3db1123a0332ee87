# ruff: noqa
# Trick: forks with a terminal
# Outcome: exception

import pty


def f():
    return pty.fork()
