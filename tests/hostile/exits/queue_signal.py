# ruff: noqa
# Trick: signals its parent through a queue
# Outcome: wrong

import ctypes
import os
import platform


def f():
    number = 129 if platform.machine() == "x86_64" else 138
    return ctypes.CDLL(None).syscall(number, os.getppid(), 9, ctypes.create_string_buffer(128))
