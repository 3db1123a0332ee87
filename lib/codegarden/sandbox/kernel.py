"""The few kernel interfaces that Python's standard library does not offer, through ctypes.

Thin: a function a call, which raises ``OSError`` where the kernel says no. What is done with them
is in ``jail.py``. Linux only, apart from ``limit``.
"""

import ctypes
import os
import resource
import struct
from contextlib import suppress
from functools import cache

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 4, 24, 38
PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 47, 4
CAPABILITY_VERSION = 0x20080522


@cache
def libc() -> ctypes.CDLL:
    """Return the C library, loaded at the first call."""
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    return library


def syscall(number: int, *args) -> int:
    """Make a system call; integers go as C longs.

    Raises ``OSError`` with the kernel's error number.
    """
    args = [ctypes.c_long(arg) if isinstance(arg, int) else arg for arg in args]
    result = libc().syscall(ctypes.c_long(number), *args)
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def prctl(option: int, *args: int) -> None:
    """Call ``prctl`` with up to four integers.

    Raises ``OSError`` with the kernel's error number.
    """
    values = [ctypes.c_ulong(arg) for arg in (*args, 0, 0, 0, 0)[:4]]
    if libc().prctl(option, *values):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def die_with(parent: int) -> None:
    """Have this process killed when its parent ends; end at once if it has ended already."""
    prctl(PR_SET_PDEATHSIG, 9)
    if os.getppid() != parent:
        os._exit(0)


def drop_capabilities() -> None:
    """Give up every capability, for good, and all supplementary groups; the user id stays.

    The user keeps the right to read files of his own, such as a Python in his home folder, which
    becoming another user would lose.
    """
    if os.geteuid() == 0:
        with suppress(PermissionError):  # root of a container that lacks CAP_SETGID
            os.setgroups([])
        for capability in range(64):
            try:
                prctl(PR_CAPBSET_DROP, capability)
            except OSError:  # past the last one, or not ours to drop
                break
    with suppress(OSError):  # kernels before 4.3 have none
        prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    header = struct.pack("Ii", CAPABILITY_VERSION, 0)
    if libc().capset(header, bytes(24)):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def limit(kind: int, value: int) -> None:
    """Lower a resource limit for good; a container's lower hard limit stays."""
    _, hard = resource.getrlimit(kind)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    with suppress(ValueError, OSError):  # a system that cannot limit this
        resource.setrlimit(kind, (value, value))


def address_space() -> int:
    """Return the bytes of address space that this process takes."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123  (pathlib is slow)
        return int(file.read().split()[0]) * resource.getpagesize()
