# ruff: noqa
# Trick: opens for writing by a raw system call
# Outcome: wrong

import ctypes
import platform


def f():
    number = 257 if platform.machine() == "x86_64" else 56
    return ctypes.CDLL(None).syscall(number, -100, b"@CANARY@/made", 0o101, 0o600)
