# ruff: noqa
# Trick: changes the root folder
# Outcome: wrong

import ctypes
import platform

X86 = platform.machine() == "x86_64"
library = ctypes.CDLL(None, use_errno=True)


def f():
    return library.syscall(161 if X86 else 51, b"/tmp")
