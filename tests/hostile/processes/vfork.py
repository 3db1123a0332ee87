# ruff: noqa
# Trick: forks by the C library
# Outcome: wrong|killed

import ctypes


def f():
    return ctypes.CDLL(None).vfork()
