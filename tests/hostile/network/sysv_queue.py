# ruff: noqa
# Trick: makes a message queue by System V
# Outcome: wrong

import ctypes


def f():
    return ctypes.CDLL(None).msgget(0x0C0DE, 0o1666)
