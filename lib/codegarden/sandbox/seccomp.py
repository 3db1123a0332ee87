"""Seccomp: a process gives up all system calls but those on a list, for good.

``rules`` says which calls, with which arguments; ``assemble`` makes the classic BPF program of
them that the kernel runs before every system call, and ``Filter`` installs it. See
https://docs.kernel.org/userspace-api/seccomp_filter.html. A call that is not on the list fails with
EPERM, as it would for want of a right, so that a program can go on without it.
"""

import ctypes
import errno
import os
import struct

from codegarden.sandbox import kernel, syscalls

ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
DENY = ERRNO | errno.EPERM
LOAD, JUMP, JUMP_EQUAL, JUMP_FROM, JUMP_ANY_BIT, AND, RETURN = (
    0x20, 0x05, 0x15, 0x35, 0x45, 0x54, 0x06,
)  # fmt: skip
NUMBER, ARCHITECTURE = 0, 4  # offsets in struct seccomp_data
X32 = 0x40000000
SET_MODE_FILTER = 1
# without this flag some kernels slow the process down against timing attacks, which are out of
# scope here
SPEC_ALLOW = 1 << 2

WRITING = 0o3 | 0o100 | 0o1000 | 0o2000 | 0o20000000  # O_ACCMODE, CREAT, TRUNC, APPEND, TMPFILE
TERMINAL, WINDOW, NONBLOCKING, CLOSE_ON_EXEC, INHERIT = 0x5401, 0x5413, 0x5421, 0x5451, 0x5450
THREAD = (0x3D0F00, 0x7D0F00)  # the flags of pthread_create in glibc and musl, and no others
SELF = 0x7A5A7A5A  # stands for the process's own id until the filter is installed

FREE_TEXT = """
read write close fstat lseek mmap mprotect munmap brk mremap madvise rt_sigaction rt_sigprocmask
rt_sigreturn rt_sigpending rt_sigsuspend rt_sigtimedwait sigaltstack pread64 pwrite64 readv
writev preadv pwritev dup dup2 dup3 pipe pipe2 newfstatat stat lstat statx access readlink
readlinkat faccessat faccessat2 getdents64 getcwd statfs fstatfs poll ppoll select pselect6
epoll_create1 epoll_ctl epoll_wait epoll_pwait eventfd2 recvfrom shutdown getsockopt getsockname
nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday getitimer setitimer alarm
pause time times getpid getppid gettid getuid geteuid getgid getegid getgroups uname sysinfo
getrusage getrlimit sched_yield sched_getaffinity getrandom membarrier rseq futex
set_robust_list set_tid_address restart_syscall exit exit_group
"""
FREE = frozenset(FREE_TEXT.split())
FOLDER_TEXT = """
open openat creat mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2 truncate
ftruncate fsync fdatasync utimensat chdir sendfile copy_file_range umask flock
"""
FOLDER = frozenset(FOLDER_TEXT.split())
JUDGE_TEXT = """
sendto sendmsg recvmsg pidfd_open kill tgkill wait4 open openat prlimit64 fchmodat
"""
JUDGE = frozenset(JUDGE_TEXT.split())
FORK = (0x1200011,)  # the flags of fork in glibc
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG

# A check looks at 32 bits of an argument: (argument, "in", values) or (argument, "without", mask).
# Arguments are numbered 0 to 5; 10 to 15 are their upper halves.
Check = tuple[int, str, tuple[int, ...] | int]


def is_null(argument: int) -> list[Check]:
    """Return the checks that a pointer is null."""
    return [(argument, "in", (0,)), (argument + 10, "in", (0,))]


CHECKED: dict[str, list[Check]] = {
    "open": [(1, "without", WRITING)],
    "openat": [(2, "without", WRITING)],
    "ioctl": [(1, "in", (TERMINAL, WINDOW, NONBLOCKING, CLOSE_ON_EXEC, INHERIT))],
    "fcntl": [(1, "in", (0, 1, 2, 3, 4, 1030))],  # duplicate; get and set flags
    "prlimit64": [(0, "in", (0,)), *is_null(2)],  # read its own limits
    "socketpair": [(0, "in", (1,)), (1, "in", (1, 0x801, 0x80001, 0x80801))],  # unix streams
    "sendto": is_null(4),  # to the other end of a pair only
    "clone": [(0, "in", THREAD)],
    "kill": [(0, "in", (SELF,))],
    "tgkill": [(0, "in", (SELF,))],
}


def rules(role: str = "program") -> dict[str, list[Check]]:
    """Return the allowed system calls, each with the checks that all must hold.

    ``role`` is "program", "folder" (a program that may write in a folder of its own; landlock says
    where that is) or "judge".
    """
    more = {"program": frozenset(), "folder": FOLDER, "judge": FOLDER | JUDGE}[role]
    allowed = CHECKED | {name: [] for name in sorted(FREE | more)}
    if role == "judge":  # it forks the process that tests are run in, which dies with it
        allowed["clone"] = [(0, "in", FORK + THREAD)]
        allowed["prctl"] = [(0, "in", (DIE_WITH_PARENT,))]
    return allowed


def assemble(allowed: dict[str, list[Check]], architecture: str) -> bytes:
    """Return the BPF program of an allow-list, 8 bytes an instruction.

    Another architecture's calls, such as 32-bit ones on x86-64, kill the process.
    """
    numbers = syscalls.numbers(architecture)
    bodies = {numbers[name]: body(checks) for name, checks in allowed.items() if name in numbers}
    # the C library falls back to clone, whose flags are visible to a filter, only for ENOSYS
    bodies[numbers["clone3"]] = [instruction(RETURN, ERRNO | errno.ENOSYS)]
    deny = [instruction(RETURN, DENY)]
    segments: list[tuple[int, list[bytes]]] = [(0, bodies.get(0, deny))]
    for number in range(1, max(bodies) + 2):
        content = bodies.get(number, deny)
        if content != segments[-1][1]:
            segments.append((number, content))
    program = [
        instruction(LOAD, ARCHITECTURE),
        instruction(JUMP_EQUAL, syscalls.AUDIT[architecture], 1, 0),
        instruction(RETURN, KILL),
        instruction(LOAD, NUMBER),
    ]
    if architecture == "x86_64":
        program += [instruction(JUMP_FROM, X32, 0, 1), instruction(RETURN, KILL)]
    return b"".join(program + search(segments))


def search(segments: list[tuple[int, list[bytes]]]) -> list[bytes]:
    """Return the instructions that find a call's segment by halving, and then run its body."""
    if len(segments) == 1:
        return segments[0][1]
    middle = len(segments) // 2
    low, high = search(segments[:middle]), search(segments[middle:])
    first = segments[middle][0]
    if len(low) < 256:
        return [instruction(JUMP_FROM, first, len(low), 0), *low, *high]
    return [instruction(JUMP_FROM, first, 0, 1), instruction(JUMP, len(low)), *low, *high]


def body(checks: list[Check]) -> list[bytes]:
    """Return the instructions that allow a call if all checks hold, and deny it otherwise."""
    if not checks:
        return [instruction(RETURN, ALLOW)]
    (argument, kind, value), *others = checks
    inner = body(others)
    offset = 16 + 8 * (argument % 10) + (4 if argument >= 10 else 0)
    code = [instruction(LOAD, offset)]
    if kind == "without":
        return [*code, instruction(JUMP_ANY_BIT, value, 0, 1), instruction(RETURN, DENY), *inner]
    for place, number in enumerate(value):
        code.append(instruction(JUMP_EQUAL, number, len(value) - place, 0))
    return [*code, instruction(RETURN, DENY), *inner]


def instruction(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """Return one ``struct sock_filter``."""
    return struct.pack("<HBBI", code, if_true, if_false, value)


class Program(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


class Filter:
    """An assembled filter, ready to be installed in a process."""

    def __init__(self, role: str):
        machine = syscalls.machine()
        self.code = bytearray(assemble(rules(role), machine))
        self.number = syscalls.SECCOMP[machine]
        own = struct.pack("<I", SELF)
        self.places = [i for i in range(4, len(self.code), 8) if self.code[i : i + 4] == own]
        self.buffer = (ctypes.c_char * len(self.code)).from_buffer(self.code)
        self.program = Program(len(self.code) // 8, ctypes.addressof(self.buffer))

    def install(self) -> None:
        """Put this process behind the filter, for good; call ``no_new_privs`` first.

        Raises ``OSError`` where the kernel refuses.
        """
        own = struct.pack("<I", os.getpid())
        for place in self.places:
            self.code[place : place + 4] = own
        kernel.syscall(self.number, SET_MODE_FILTER, SPEC_ALLOW, ctypes.byref(self.program))


def is_available() -> bool:
    """Return whether the kernel knows seccomp filters and this file the architecture."""
    if syscalls.machine() not in syscalls.AUDIT:
        return False
    action = ctypes.c_uint32(ERRNO)
    try:
        kernel.syscall(syscalls.SECCOMP[syscalls.machine()], 2, 0, ctypes.byref(action))
    except OSError:
        return False
    return True
