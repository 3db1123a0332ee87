"""Landlock: a process gives up the right to touch files, for good, apart from a few folders.

See https://docs.kernel.org/userspace-api/landlock.html. Needs Linux 5.13 or later (ABI 1), no
privilege, and is inherited by every child. Later ABIs add the network (4) and signals and abstract
sockets to processes outside (6); what the kernel knows is taken.
"""

import ctypes
import os
from collections.abc import Iterable

from codegarden.sandbox import kernel
from codegarden.sandbox.syscalls import LANDLOCK_ADD, LANDLOCK_CREATE, LANDLOCK_RESTRICT

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, TRUNCATE = 1, 1 << 1, 1 << 2, 1 << 3, 1 << 14
# what each ABI can restrict of the file system; later ABIs restrict what ABI 5 does
FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
ALL_FILE_RIGHTS = (1 << 16) - 1
# write, read, list, remove and make folders and files, and truncate: no links, devices, sockets
REMOVE_AND_MAKE = (1 << 4) | (1 << 5) | (1 << 7) | (1 << 8)
WORK = WRITE_FILE | READ_FILE | READ_DIR | TRUNCATE | REMOVE_AND_MAKE
TCP = 3  # bind and connect
SCOPES = 3  # abstract unix sockets and signals
RULE_PATH_BENEATH = 1


class Ruleset(ctypes.Structure):
    """``struct landlock_ruleset_attr``."""

    _fields_ = [
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scopes", ctypes.c_uint64),
    ]


class PathBeneath(ctypes.Structure):
    """``struct landlock_path_beneath_attr``."""

    _pack_ = 1
    _fields_ = [("rights", ctypes.c_uint64), ("descriptor", ctypes.c_int32)]


def abi() -> int:
    """Return the kernel's version of landlock, 0 where it has none or it is switched off."""
    try:
        return kernel.syscall(LANDLOCK_CREATE, 0, 0, 1)
    except OSError:
        return 0


def handled_rights() -> int:
    """Return what the kernel can restrict of the file system."""
    return FILE_RIGHTS.get(abi(), ALL_FILE_RIGHTS)


def restrict(
    readable: Iterable[str], writable: Iterable[str] = (), may_execute: bool = False
) -> None:
    """Give up all files but these folders and files, for this process and its children.

    With ``may_execute``, what is readable may be executed as well. The process must have set
    ``no_new_privs``. Raises ``OSError`` where the kernel refuses.
    """
    version = abi()
    reading = READ_FILE | READ_DIR | (EXECUTE if may_execute else 0)
    handled = FILE_RIGHTS.get(version, ALL_FILE_RIGHTS)
    ruleset = Ruleset(handled, TCP if version >= 4 else 0, SCOPES if version >= 6 else 0)
    size = 8 if version < 4 else 16 if version < 6 else 24
    descriptor = kernel.syscall(LANDLOCK_CREATE, ctypes.byref(ruleset), size, 0)
    try:
        for path in readable:
            allow(descriptor, path, reading)
        for path in writable:
            allow(descriptor, path, WORK)
        kernel.syscall(LANDLOCK_RESTRICT, descriptor, 0)
    finally:
        os.close(descriptor)


def allow(ruleset: int, path: str, rights: int) -> None:
    """Add a folder with all that is in it, or a file, to a ruleset; an absent one is left out."""
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    rights &= handled_rights()
    try:
        if not os.path.isdir(path):  # noqa: PTH112  (pathlib is slow to import)
            rights &= EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE
        rule = PathBeneath(rights, descriptor)
        kernel.syscall(LANDLOCK_ADD, ruleset, RULE_PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(descriptor)
