# ruff: noqa
# Trick: signals its parent through a descriptor
# Outcome: exception|wrong

import ctypes
import os


def f():
    library = ctypes.CDLL(None)
    descriptor = library.syscall(434, os.getppid(), 0)
    return [descriptor, library.syscall(424, descriptor, 9, None, 0)]
