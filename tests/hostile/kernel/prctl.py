# ruff: noqa
# Trick: forgets to die with its parent
# Outcome: wrong

import ctypes
import platform

X86 = platform.machine() == "x86_64"
library = ctypes.CDLL(None, use_errno=True)


def f():
    return library.syscall(157 if X86 else 167, 1, 0)
