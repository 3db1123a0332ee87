# ruff: noqa
# Trick: makes a ruleset of its own
# Outcome: wrong

import ctypes
import platform

X86 = platform.machine() == "x86_64"
library = ctypes.CDLL(None, use_errno=True)


def f():
    return library.syscall(444 if X86 else 444, 0, 0, 1)
