"""The process that every program under test is forked from.

It is small and single-threaded, so that a fork is cheap; it is put behind bars once, so that every
child starts there; and it knows nothing, so that no child inherits what it should not see: it hears
"fork" with a socket, which it hands to the child unread, and "reap". Sources and arguments go from
the judge straight to the child, and expected values stay with the judge.

Run as a script, outside the package: ``python zygote.py <descriptor> <options as JSON>``.
"""

import gc
import json
import os
import signal
import socket
import struct
import sys
from pathlib import Path
from types import ModuleType

FORKED = struct.Struct("<i")
REAPED = struct.Struct("<id")
# what programs import most: loaded once here rather than again in every child
COMMON_TEXT = """
math re collections itertools functools heapq bisect string random statistics decimal fractions
datetime copy operator typing dataclasses array types abc time json
"""
COMMON = COMMON_TEXT.split()
FOLDER = Path(__file__).parent
WARM_UP = """
class A:
    pass
def f(a, b):
    d = {}
    for i in range(50):
        d[i] = a * b + i
    return sorted(d.values()), [str(x) for x in d], f"{a}{b}"
"""


def main() -> None:
    """Prepare the process, say so, and serve until the judge closes the channel."""
    control = socket.socket(fileno=int(sys.argv[1]))
    options = json.loads(sys.argv[2])
    child, jail = load(options["msgpack"])
    for name in COMMON:
        __import__(name)
    warm_up(child)
    answer_signals()
    quiet()
    guard = jail.confine_zygote(options)
    os.dup2(1, 2)  # until here, a failure is told to people
    sys.argv = [""]
    gc.collect()
    gc.freeze()
    control.sendall(FORKED.pack(0))
    serve(control, child, guard)


def load(msgpack: str) -> tuple[ModuleType, ModuleType]:
    """Import what a child needs, and leave no trace of it among the modules.

    The package is stood in for by an empty one: its own would load what only the master needs.
    """
    for name, folder in (("codegarden", FOLDER.parent), ("codegarden.sandbox", FOLDER)):
        sys.modules[name] = ModuleType(name)
        sys.modules[name].__path__ = [str(folder)]
    sys.path.append(msgpack)
    from codegarden.sandbox import child, jail

    sys.path.remove(msgpack)
    for name in [name for name in sys.modules if name.startswith("codegarden")]:
        del sys.modules[name]
    return child, jail


def serve(control: socket.socket, child, guard) -> None:
    """Fork on demand; the judge asks for one child at a time and has it reaped."""
    while True:
        data, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not data:
            return
        zygote = os.getpid()
        pid = os.fork()
        if pid == 0:
            control.close()
            become_child(child, guard, descriptors[0], zygote)
        os.close(descriptors[0])
        control.sendall(FORKED.pack(pid))
        if not control.recv(1):
            return
        _, status, usage = os.wait4(pid, 0)
        control.sendall(REAPED.pack(status, usage.ru_utime + usage.ru_stime))


def become_child(child, guard, fd: int, zygote: int) -> None:
    """Read the request, put up the rest of the bars, run the programs, and never return."""
    try:
        request = child.unpack(child.read_frame(fd))
        guard.confine_child(request[0], zygote)
        child.main(fd, request)
    finally:
        os._exit(0)


def answer_signals() -> None:
    """Take signals as a new process does, whatever was inherited.

    A shell starts background jobs with SIGINT ignored, and nohup does so with SIGHUP; a program's
    verdict must not depend on how the workbench was started.
    """
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    for number in (signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def warm_up(child) -> None:
    """Run what every child runs, so that it finds the interpreter's caches filled."""
    for _ in range(3):
        namespace: dict = {}
        exec(compile(WARM_UP, child.FILE, "exec"), namespace)
        child.unpack(child.pack(["value", namespace["f"](2, 3), (1,), {1, 2}, {"a": 1.5}, 1 << 99]))
        print("warm", file=child.STDOUT)
        child.take_output()


def quiet() -> None:
    """Leave the process nothing to read and nowhere to write, and a neutral folder."""
    os.umask(0o077)
    null = os.open("/dev/null", os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.close(null)
    os.chdir("/")


if __name__ == "__main__":
    main()
