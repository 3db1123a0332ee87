# ruff: noqa
# Trick: handles page faults itself
# Outcome: wrong

import ctypes
import platform

X86 = platform.machine() == "x86_64"
library = ctypes.CDLL(None, use_errno=True)


def f():
    return library.syscall(323 if X86 else 282, 0)
