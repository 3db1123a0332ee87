# ruff: noqa
# Trick: opens a file by a handle rather than its name
# Outcome: wrong

import ctypes
import platform


def f():
    number = 304 if platform.machine() == "x86_64" else 265
    return ctypes.CDLL(None).syscall(number, -100, ctypes.create_string_buffer(64), 0)
