# ruff: noqa
# Trick: changes its personality
# Outcome: wrong

import ctypes
import platform

X86 = platform.machine() == "x86_64"
library = ctypes.CDLL(None, use_errno=True)


def f():
    return library.syscall(135 if X86 else 92, 0x0040000)
