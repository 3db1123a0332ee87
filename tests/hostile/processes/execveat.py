# ruff: noqa
# Trick: becomes another program by a raw system call
# Outcome: wrong

import ctypes
import platform


def f():
    library = ctypes.CDLL(None)
    arguments = (ctypes.c_char_p * 3)(b"touch", b"@CANARY@/made", None)
    number = 322 if platform.machine() == "x86_64" else 281
    return library.syscall(number, -100, b"/bin/touch", arguments, None, 0)
