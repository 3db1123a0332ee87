"""The judge's side of ``zygote.py``: it is started, asked for children, and has them reaped.

With the few questions about a process that the kernel answers from outside. What a child is told
and what it says is the matter of ``child_process.py``.
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import msgpack

from codegarden.sandbox.zygote import FORKED, REAPED


class ZygoteError(RuntimeError):
    """The zygote cannot be started, or is gone."""


class Zygote:
    """The judge's side of ``zygote.py``."""

    def __init__(self, options: dict):
        self.has_clock = "clock" not in options["without"]
        self.may_fork = "seccomp" in options["without"]  # then a child has a process group
        self.is_reaping = False
        self.control, theirs = socket.socketpair()
        path = str(Path(__file__).with_name("zygote.py"))
        command = [sys.executable, "-s", "-S", "-P", "-B", "-W", "ignore"]
        options = options | {
            "msgpack": str(Path(msgpack.__file__).parent.parent),
            "parent": os.getpid(),
        }
        self.process = subprocess.Popen(
            [*command, path, str(theirs.fileno()), json.dumps(options)],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env=clean_environment({"PYTHONHASHSEED": "0"}),
            cwd="/",
        )
        theirs.close()
        self.receive(FORKED.size)

    def fork(self) -> socket.socket:
        """Ask for a child, and return the socket that leads to it."""
        mine, theirs = socket.socketpair()
        try:
            socket.send_fds(self.control, [b"F"], [theirs.fileno()])
        except OSError:
            mine.close()
            raise ZygoteError("the zygote is gone") from None
        finally:
            theirs.close()
        return mine

    def forked(self) -> int:
        """Return the process id of the child just forked."""
        self.reaped()
        return FORKED.unpack(self.receive(FORKED.size))[0]

    def reap(self) -> None:
        """Have the ended child reaped; ``reaped`` tells how it went."""
        try:
            self.control.send(b"R")
        except OSError:
            raise ZygoteError("the zygote is gone") from None
        self.is_reaping = True

    def reaped(self) -> tuple[int, float]:
        """Return the wait status and CPU seconds of the child that is being reaped, if any.

        Not asked for until the next fork, so that the judge need not wait for a process to be
        taken down whose end it does not care about.
        """
        if not self.is_reaping:
            return 0, 0.0
        self.is_reaping = False
        return REAPED.unpack(self.receive(REAPED.size))

    def receive(self, size: int) -> bytes:
        """Return so many bytes of what the zygote says."""
        try:
            data = self.control.recv(size, socket.MSG_WAITALL)
        except ConnectionError:
            data = b""
        if len(data) < size:
            raise ZygoteError("the zygote is gone")
        return data

    def close(self) -> None:
        """End the zygote."""
        self.control.close()
        self.process.kill()
        self.process.wait()


def cpu_of(pid: int) -> float:
    """Return the CPU seconds of a process, 0.0 when it is gone (Linux's clock of a process)."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0


def has_exited(pid: int, seconds: float) -> bool:
    """Return whether a process ends within some seconds."""
    if not hasattr(os, "pidfd_open"):  # not Linux: if it lives, it is killed next
        time.sleep(seconds)
        return True
    fd = os.pidfd_open(pid)
    try:
        poll = select.poll()
        poll.register(fd, select.POLLIN)
        return bool(poll.poll(seconds * 1000))
    finally:
        os.close(fd)


def signal_name(number: int) -> str:
    """Return a signal's name, or its number where it has none."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def clean_environment(extra: dict[str, str]) -> dict[str, str]:
    """Return an environment that holds no secret: only where the loader finds its libraries."""
    keep = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")
    kept = {name: os.environ[name] for name in keep if name in os.environ}
    return {"LANG": "C.UTF-8", "PATH": "/nonexistent"} | kept | extra
