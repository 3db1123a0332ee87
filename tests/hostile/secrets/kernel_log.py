# ruff: noqa
# Trick: reads the kernel's log
# Outcome: wrong

import ctypes


def f():
    return ctypes.CDLL(None).klogctl(3, ctypes.create_string_buffer(4096), 4096)
