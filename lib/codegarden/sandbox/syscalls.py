"""The numbers of the system calls that the jail's filters name, for the two architectures it knows.

Each entry is a name, its number on x86-64 and its number on aarch64, where "-" stands for a call
that the architecture lacks. The numbers are part of the kernel's stable interface; the sources are
``arch/x86/entry/syscalls/syscall_64.tbl`` and ``include/uapi/asm-generic/unistd.h`` of Linux.
"""

import platform

TABLE = """
read 0 63 | write 1 64 | close 3 57 | fstat 5 80 | lseek 8 62 | mmap 9 222 | mprotect 10 226 |
munmap 11 215 | brk 12 214 | mremap 25 216 | madvise 28 233 | rt_sigaction 13 134 |
rt_sigprocmask 14 135 | rt_sigreturn 15 139 | rt_sigpending 127 136 | rt_sigsuspend 130 133 |
rt_sigtimedwait 128 137 | sigaltstack 131 132 | pread64 17 67 | pwrite64 18 68 | readv 19 65 |
writev 20 66 | preadv 295 69 | pwritev 296 70 | dup 32 23 | dup3 292 24 | pipe2 293 59 |
fcntl 72 25 | ioctl 16 29 | openat 257 56 | newfstatat 262 79 | statx 332 291 |
readlinkat 267 78 | faccessat 269 48 | faccessat2 439 439 | getdents64 217 61 | getcwd 79 17 |
statfs 137 43 | fstatfs 138 44 | ppoll 271 73 | pselect6 270 72 | epoll_create1 291 20 |
epoll_ctl 233 21 | epoll_pwait 281 22 | eventfd2 290 19 | socketpair 53 199 | sendto 44 206 |
recvfrom 45 207 | sendmsg 46 211 | recvmsg 47 212 | shutdown 48 210 | getsockopt 55 209 |
getsockname 51 204 | nanosleep 35 101 | clock_nanosleep 230 115 | clock_gettime 228 113 |
clock_getres 229 114 | gettimeofday 96 169 | getitimer 36 102 | setitimer 38 103 |
times 100 153 | getpid 39 172 | getppid 110 173 | gettid 186 178 | getuid 102 174 |
geteuid 107 175 | getgid 104 176 | getegid 108 177 | getgroups 115 158 | uname 63 160 |
sysinfo 99 179 | getrusage 98 165 | getrlimit 97 163 | prlimit64 302 261 | sched_yield 24 124 |
sched_getaffinity 204 123 | getrandom 318 278 | membarrier 324 283 | rseq 334 293 |
futex 202 98 | set_robust_list 273 99 | set_tid_address 218 96 | restart_syscall 219 128 |
clone 56 220 | clone3 435 435 | exit 60 93 | exit_group 231 94 | kill 62 129 | tgkill 234 131 |
pidfd_open 434 434 | wait4 61 260 | umask 95 166 | open 2 - | access 21 - | stat 4 - |
lstat 6 - | poll 7 - | select 23 - | dup2 33 - | pipe 22 - | pause 34 - | alarm 37 - |
readlink 89 - | epoll_wait 232 - | time 201 - | creat 85 - | mkdir 83 - | mkdirat 258 34 |
rmdir 84 - | unlink 87 - | unlinkat 263 35 | rename 82 - | renameat 264 38 |
renameat2 316 276 | truncate 76 45 | ftruncate 77 46 | fsync 74 82 | fdatasync 75 83 |
utimensat 280 88 | chdir 80 49 | fchmod 91 52 | fchmodat 268 53 | chmod 90 - |
fallocate 285 47 | sendfile 40 71 | copy_file_range 326 285 | flock 73 32 |
prctl 157 167
"""
# the audit number of an architecture, which a filter must check before it looks at a number
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446  # the same everywhere
SECCOMP = {"x86_64": 317, "aarch64": 277}


def machine() -> str:
    """Return the architecture, as in ``AUDIT``, or another name."""
    name = platform.machine().lower()
    return {"amd64": "x86_64", "arm64": "aarch64"}.get(name, name)


def numbers(architecture: str) -> dict[str, int]:
    """Return the number of each system call that an architecture has.

    >>> numbers("x86_64")["openat"], numbers("aarch64")["openat"], "open" in numbers("aarch64")
    (257, 56, False)
    """
    column = ("x86_64", "aarch64").index(architecture) + 1
    entries = [entry.split() for entry in TABLE.replace("\n", " ").split("|") if entry.strip()]
    return {entry[0]: int(entry[column]) for entry in entries if entry[column] != "-"}
