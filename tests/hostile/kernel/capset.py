# ruff: noqa
# Trick: takes capabilities
# Outcome: wrong

import ctypes
import platform

X86 = platform.machine() == "x86_64"
library = ctypes.CDLL(None, use_errno=True)


def f():
    return library.syscall(126 if X86 else 91, 0, 0)
