# ruff: noqa
# Trick: restarts the machine
# Outcome: wrong

import ctypes
import platform

X86 = platform.machine() == "x86_64"
library = ctypes.CDLL(None, use_errno=True)


def f():
    return library.syscall(169 if X86 else 142, 0xFEE1DEAD, 672274793, 0x1234567, 0)
