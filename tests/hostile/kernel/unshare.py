# ruff: noqa
# Trick: makes a user namespace
# Outcome: wrong

import ctypes
import platform

X86 = platform.machine() == "x86_64"
library = ctypes.CDLL(None, use_errno=True)


def f():
    return library.syscall(272 if X86 else 97, 0x10000000)
