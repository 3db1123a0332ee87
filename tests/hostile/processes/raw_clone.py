# ruff: noqa
# Trick: clones by a raw system call
# Outcome: wrong

import ctypes
import platform

CLONE = 56 if platform.machine() == "x86_64" else 220


def f():
    return ctypes.CDLL(None).syscall(CLONE, 17, 0, 0, 0, 0)
