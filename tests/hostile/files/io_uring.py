# ruff: noqa
# Trick: sets up io_uring, which opens files without open
# Outcome: wrong

import ctypes


def f():
    return ctypes.CDLL(None).syscall(425, 8, (ctypes.c_char * 256)())
