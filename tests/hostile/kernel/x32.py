# ruff: noqa
# Trick: makes a system call of the x32 kind
# Outcome: killed|wrong

import os
import ctypes
import platform

X86 = platform.machine() == "x86_64"
library = ctypes.CDLL(None, use_errno=True)


def f():
    if not X86:
        os._exit(0)
    return library.syscall(0x40000000 | 39)
