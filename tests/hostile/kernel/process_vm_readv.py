# ruff: noqa
# Trick: reads another process
# Outcome: wrong

import ctypes
import platform

X86 = platform.machine() == "x86_64"
library = ctypes.CDLL(None, use_errno=True)


def f():
    return library.syscall(310 if X86 else 270, 1, 0, 0, 0, 0, 0)
