# ruff: noqa
# Trick: becomes root
# Outcome: wrong

import ctypes
import platform

X86 = platform.machine() == "x86_64"
library = ctypes.CDLL(None, use_errno=True)


def f():
    return library.syscall(105 if X86 else 146, 0)
