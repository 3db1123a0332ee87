# ruff: noqa
# Trick: asks for the keys of the session
# Outcome: wrong

import ctypes
import platform

X86 = platform.machine() == "x86_64"
library = ctypes.CDLL(None, use_errno=True)


def f():
    return library.syscall(250 if X86 else 219, 0, -3, 1)
