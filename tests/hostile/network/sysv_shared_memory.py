# ruff: noqa
# Trick: makes shared memory by System V
# Outcome: wrong

import ctypes


def f():
    identity = ctypes.CDLL(None).shmget(0x0C0DE, 4096, 0o1666)
    return identity
