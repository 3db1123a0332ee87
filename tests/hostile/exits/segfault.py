# ruff: noqa
# Trick: reads memory that is not there
# Outcome: killed

import ctypes


def f():
    ctypes.string_at(0)
