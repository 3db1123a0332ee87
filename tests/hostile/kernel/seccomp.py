# ruff: noqa
# Trick: installs a filter of its own
# Outcome: wrong

import ctypes
import platform

X86 = platform.machine() == "x86_64"
library = ctypes.CDLL(None, use_errno=True)


def f():
    return library.syscall(317 if X86 else 277, 1, 0, 0)
