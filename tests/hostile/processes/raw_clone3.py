# ruff: noqa
# Trick: clones by the newest system call
# Outcome: wrong

import ctypes


def f():
    return ctypes.CDLL(None).syscall(435, (ctypes.c_uint64 * 11)(), 88)
