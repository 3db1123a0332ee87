# ruff: noqa
# Trick: loads a kernel module
# Outcome: wrong

import ctypes
import platform

X86 = platform.machine() == "x86_64"
library = ctypes.CDLL(None, use_errno=True)


def f():
    return library.syscall(175 if X86 else 105, 0, 0, b"")
