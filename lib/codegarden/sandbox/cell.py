"""A child of the zygote, seen from the judge: started, listened to within limits, ended.

The judge believes of a child's bytes only that they are bytes. Limits are held from here: CPU time
is read from the kernel's clock of the child's process, so a program that swallows exceptions,
blocks signals or sleeps is ended all the same.
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import msgpack

from codegarden.sandbox import folder, wire
from codegarden.sandbox.limits import Limits
from codegarden.sandbox.zygote import FORKED, REAPED

TAGS = frozenset(
    ("loaded", "value", "raised", "odd", "large", "memory", "missing", "syntax", "flood", "slow")
)
LARGE = 1 << 14  # bytes of a reply above which decoding is timed
DECODING_S = 3.0


class Ended(BaseException):
    """The end of a child before its time: ``outcome`` and ``message`` say how.

    A ``BaseException``, so that a test's own ``except Exception`` does not take it for a program's.
    """

    def __init__(self, outcome: str, message: str):
        super().__init__(outcome, message)
        self.outcome, self.message = outcome, message


class ZygoteError(RuntimeError):
    """The zygote cannot be started, or is gone."""


class Zygote:
    """The judge's side of ``zygote.py``."""

    def __init__(self, options: dict):
        self.has_clock = "clock" not in options["without"]
        self.may_fork = "seccomp" in options["without"]  # then a child has a process group
        self.control, theirs = socket.socketpair()
        path = str(Path(__file__).with_name("zygote.py"))
        options = options | {
            "msgpack": str(Path(msgpack.__file__).parent.parent),
            "parent": os.getpid(),
        }
        self.process = subprocess.Popen(
            [sys.executable, "-s", "-S", "-P", "-B", "-W", "ignore", path]
            + [str(theirs.fileno()), json.dumps(options)],
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
        return FORKED.unpack(self.receive(FORKED.size))[0]

    def reap(self) -> tuple[int, float]:
        """Return the ended child's wait status and CPU seconds."""
        try:
            self.control.send(b"R")
        except OSError:
            raise ZygoteError("the zygote is gone") from None
        return REAPED.unpack(self.receive(REAPED.size))

    def receive(self, size: int) -> bytes:
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


class Cell:
    """One child: a request goes in, replies come out, each within the limits.

    ``cpu_s`` is the CPU time that the child had used when its last reply was read.
    """

    def __init__(
        self,
        zygote: Zygote,
        limits: Limits,
        programs: list,
        master: int,
        deadline: float,
        **options,
    ):
        self.zygote = zygote
        self.limits = limits
        self.buffer = bytearray()
        self.cpu_s = self.lapped = 0.0
        self.pid = 0
        self.size = 0  # bytes of the last reply
        self.ended = False
        steps = sum(len(steps) for _, _, steps in programs) + len(programs)
        options = {
            "cpu": min(int(limits.cpu_s * steps) + 2, int(limits.total_wall_s) + 2),
            "output": limits.output,
            "result_bytes": limits.result_bytes,
        } | options
        request = wire.pack([options, programs])
        self.deadline = deadline
        self.born = time.monotonic()
        self.socket = zygote.fork()
        self.poll = select.poll()
        self.poll.register(self.socket, select.POLLIN)
        self.poll.register(master, 0)  # tells only that the master is gone
        self.master = master
        self.folder = options.get("folder", "")
        self.send(request)

    def send(self, data: bytes) -> None:
        """Send a frame to the child."""
        self.socket.settimeout(self.limits.wall_s)
        try:
            self.socket.sendall(wire.HEADER.pack(len(data)) + data)
        except TimeoutError:
            raise Ended("timeout", "the program does not read its input") from None
        except OSError:
            raise self.died() from None
        self.socket.settimeout(None)

    def reply(self) -> list:
        """Return the next reply: tag, content, standard output, lines covered.

        Raises ``Ended`` where there is none: a limit, a death, or bytes that are no reply.
        """
        started, used = time.monotonic(), self.cpu_s
        self.need(4, started, used)
        size = wire.HEADER.unpack_from(self.buffer)[0]
        if size > self.limits.result_bytes + 8 * self.limits.output + (1 << 20):
            raise self.end("killed", "sent a message that no honest program sends")
        self.need(4 + size, started, used)
        self.size = size
        data = bytes(self.buffer[4 : 4 + size])
        del self.buffer[: 4 + size]
        self.cpu_s = self.cpu()
        return self.decode(data)

    def need(self, size: int, started: float, used: float) -> None:
        """Fill the buffer up to a size."""
        while len(self.buffer) < size:
            self.wait(started, used)
            try:
                data = self.socket.recv(1 << 16)
            except ConnectionError:
                data = b""
            if not data:
                raise self.died()
            self.buffer += data

    def wait(self, started: float, used: float) -> None:
        """Wait until there is something to read, while the limits allow it."""
        limits = self.limits
        patience = limits.cpu_s
        while True:
            events = self.poll.poll(max(1.0, patience * 1000))
            if any(fd == self.master for fd, _ in events):
                os._exit(0)  # the master is gone: the zygote and the child follow
            now = time.monotonic()
            if now > self.deadline:
                raise self.end("timeout", f"more than {limits.total_wall_s:g} s for all tests")
            if now - started >= limits.wall_s:
                raise self.end("timeout", f"more than {limits.wall_s:g} s of wall time")
            if events:
                return
            if self.folder and folder.size(self.folder) > limits.folder:
                raise self.end("output_limit", f"more than {limits.folder} bytes of files")
            cpu = self.cpu() - used
            if cpu >= limits.cpu_s:
                raise self.end("timeout", f"more than {limits.cpu_s:g} s of CPU time")
            patience = min(
                limits.cpu_s - cpu + 0.001, limits.wall_s - (now - started), self.deadline - now
            )
            if self.folder:
                patience = min(patience, 0.05)

    def cpu(self) -> float:
        """Return the CPU seconds that the child has used so far, or wall seconds for want of it."""
        if self.zygote.has_clock:
            return cpu_of(self.process())
        return time.monotonic() - self.born

    def lap(self) -> float:
        """Return the CPU seconds between the last reply and the one at the last lap."""
        before, self.lapped = self.lapped, self.cpu_s
        return self.cpu_s - before

    def decode(self, data: bytes) -> list:
        """Return a reply's content, or end the child for a forged one."""
        try:
            if len(data) > LARGE:
                with alarm(DECODING_S):
                    reply = wire.unpack(data)
            else:
                reply = wire.unpack(data)
        except Slow:
            raise self.end("output_limit", "a result that takes too long to read") from None
        except wire.WireError as error:
            raise self.end("killed", f"sent {error}") from None
        if not is_reply(reply):
            raise self.end("killed", "sent a message that no honest program sends")
        return reply

    def process(self) -> int:
        """Return the child's process id."""
        if not self.pid:
            self.pid = self.zygote.forked()
        return self.pid

    def end(self, outcome: str, message: str) -> Ended:
        """Kill the child, and return the exception that says why."""
        self.cpu_s = max(self.cpu_s, self.cpu())
        self.close()
        return Ended(outcome, message)

    def died(self) -> Ended:
        """Return the exception that says how a child went that has closed its channel."""
        gone = has_exited(self.process(), 0.2)
        status = self.close()
        if not gone:
            return Ended("killed", "closed the channel of its results")
        if os.WIFSIGNALED(status):
            number = os.WTERMSIG(status)
            if number == signal.SIGXCPU:
                return Ended("timeout", "more CPU time than the program may use in all")
            return Ended("killed", signal_name(number))
        return Ended("killed", f"exited with status {os.WEXITSTATUS(status)}")

    def close(self) -> int:
        """End the child and return its wait status; nothing of it is left afterwards."""
        if self.ended:
            return 0
        self.ended = True
        # The id cannot have gone to another process: only ``reap`` frees it.
        with suppress(ProcessLookupError):
            os.kill(self.process(), signal.SIGKILL)
        if self.zygote.may_fork:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process(), signal.SIGKILL)
        self.socket.close()
        status, cpu_s = self.zygote.reap()
        self.cpu_s = max(self.cpu_s, cpu_s) if self.zygote.has_clock else cpu_s
        return status


class Slow(BaseException):
    """The alarm: work on the judge's side took too long."""


class alarm:  # noqa: N801  (reads as a verb, like contextlib.suppress)
    """Raise ``Slow`` in the main thread after so many seconds."""

    def __init__(self, seconds: float):
        self.seconds = max(seconds, 0.001)

    def __enter__(self):
        signal.signal(signal.SIGALRM, self.ring)
        signal.setitimer(signal.ITIMER_REAL, self.seconds)

    def __exit__(self, *_):
        signal.setitimer(signal.ITIMER_REAL, 0)

    @staticmethod
    def ring(*_):
        raise Slow


def is_reply(reply) -> bool:
    """Return whether decoded data has the shape of a child's reply."""
    return (
        type(reply) is list
        and len(reply) == 4
        and type(reply[0]) is str
        and reply[0] in TAGS
        and type(reply[2]) is str
        and type(reply[3]) is list
        and all(type(line) is int for line in reply[3])
        and (reply[0] not in ("raised", "syntax") or is_description(reply[1]))
    )


def is_description(content) -> bool:
    """Return whether decoded data is an exception's text, type and base types."""
    return type(content) is list and len(content) > 1 and all(type(item) is str for item in content)


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
