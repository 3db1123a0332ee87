# ruff: noqa
# Trick: enters a namespace
# Outcome: wrong

import ctypes
import platform

X86 = platform.machine() == "x86_64"
library = ctypes.CDLL(None, use_errno=True)


def f():
    return library.syscall(308 if X86 else 268, 0, 0)
