# ruff: noqa
# Trick: changes priorities
# Outcome: wrong

import ctypes
import platform

X86 = platform.machine() == "x86_64"
library = ctypes.CDLL(None, use_errno=True)


def f():
    return library.syscall(141 if X86 else 140, 0, 0, 19)
