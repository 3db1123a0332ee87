# ruff: noqa
# Trick: mounts a file system over a folder
# Outcome: wrong

import ctypes


def f():
    return ctypes.CDLL(None).mount(b"none", b"@CANARY@", b"tmpfs", 0, None)
