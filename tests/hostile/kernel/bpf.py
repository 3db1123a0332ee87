# ruff: noqa
# Trick: loads a program into the kernel
# Outcome: wrong

import ctypes
import platform

X86 = platform.machine() == "x86_64"
library = ctypes.CDLL(None, use_errno=True)


def f():
    return library.syscall(321 if X86 else 280, 0, 0, 0)
