# ruff: noqa
# Trick: raises its parent's limits
# Outcome: wrong

import ctypes
import platform

X86 = platform.machine() == "x86_64"
library = ctypes.CDLL(None, use_errno=True)


def f():
    return library.syscall(302 if X86 else 261, 1, 7, 0, 0)
