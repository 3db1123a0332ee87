# ruff: noqa
# Trick: opens a performance counter
# Outcome: wrong

import ctypes
import platform

X86 = platform.machine() == "x86_64"
library = ctypes.CDLL(None, use_errno=True)


def f():
    return library.syscall(298 if X86 else 241, 0, 0, -1, -1, 0)
