# ruff: noqa
# Trick: clones with a thread's flags and one more
# Outcome: wrong

import ctypes
import platform

X86 = platform.machine() == "x86_64"
library = ctypes.CDLL(None, use_errno=True)


def f():
    return library.syscall(56 if X86 else 220, 0x3D0F00 | 0x20000000, 0, 0, 0, 0)
