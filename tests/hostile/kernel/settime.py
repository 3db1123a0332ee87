# ruff: noqa
# Trick: sets the clock
# Outcome: wrong

import ctypes
import platform

X86 = platform.machine() == "x86_64"
library = ctypes.CDLL(None, use_errno=True)


def f():
    return library.syscall(227 if X86 else 112, 0, 0)
