# ruff: noqa
# Trick: opens for writing by the newest system call
# Outcome: wrong

import ctypes


def f():
    how = (ctypes.c_uint64 * 3)(0o101, 0o600, 0)
    return ctypes.CDLL(None).syscall(437, -100, b"@CANARY@/made", how, 24)
