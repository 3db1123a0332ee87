# ruff: noqa
# Trick: types into the terminal
# Outcome: exception

import fcntl


def f():
    fcntl.ioctl(0, 0x5412, b"x")
