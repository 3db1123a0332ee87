# ruff: noqa
# Trick: attaches to its parent as a debugger
# Outcome: wrong

import ctypes
import os


def f():
    return ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0)
