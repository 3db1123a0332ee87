# ruff: noqa
# Trick: makes a 32-bit system call
# Outcome: killed

import mmap
import os
import ctypes
import platform

X86 = platform.machine() == "x86_64"
library = ctypes.CDLL(None, use_errno=True)


def f():
    if not X86:
        os._exit(0)
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")  # mov eax, 20; int 0x80; ret
    address = ctypes.addressof(ctypes.c_char.from_buffer(code))
    return ctypes.CFUNCTYPE(ctypes.c_int)(address)()
