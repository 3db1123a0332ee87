"""A process that is listened to within limits: frames come out of its socket, or an end does.

CPU time is read from the kernel's clock of the process, from outside, so that whatever runs there
is ended, be it Python or a call into C that never looks up.
"""

import os
import select
import socket
import time

from codegarden.sandbox import wire
from codegarden.sandbox.forking import cpu_of


class Ended(BaseException):
    """The end of a process before its time: ``outcome`` and ``message`` say how.

    A ``BaseException``, so that a test's own ``except Exception`` does not take it for a program's.
    """

    def __init__(self, outcome: str, message: str):
        super().__init__(outcome, message)
        self.outcome, self.message = outcome, message


class Listener:
    """The judge's end of a process's socket.

    ``cpu_limit`` and ``wall_limit`` are seconds from one frame to the next; ``deadline`` is a time
    of ``time.monotonic``. ``cpu_s`` is the CPU time that the process had used at its last frame.
    """

    def __init__(self, channel: socket.socket, master: int, has_clock: bool):
        self.socket, self.master, self.has_clock = channel, master, has_clock
        self.buffer = bytearray()
        self.cpu_s = 0.0
        self.cpu_limit = self.wall_limit = self.deadline = 0.0
        self.total = 0.0  # what the deadline was made of, for people
        self.is_spent = False  # ended for its CPU time
        self.started, self.used = 0.0, 0.0
        self.patience = float("inf")  # seconds until somebody has to look again
        self.born = time.monotonic()
        self.poll = select.poll()
        self.poll.register(channel, select.POLLIN)
        self.poll.register(master, 0)  # tells only that the master is gone

    def process(self) -> int:
        """Return the process's id."""
        raise NotImplementedError

    def close(self) -> None:
        """End the process."""
        raise NotImplementedError

    def died(self) -> Ended:
        """Return the exception that says how the process went."""
        raise NotImplementedError

    def look(self) -> None:
        """Raise ``Ended`` for a limit that only this kind of process has."""

    def send(self, data: bytes) -> None:
        """Send a frame."""
        self.socket.settimeout(self.wall_limit)
        try:
            self.socket.sendall(wire.HEADER.pack(len(data)) + data)
        except TimeoutError:
            raise self.end("timeout", "what was sent was not read") from None
        except OSError:
            raise self.died() from None
        self.socket.settimeout(None)

    def frame(self, most: float, goes_on: bool = False) -> bytes:
        """Return the next frame; one that goes on has to come within the last one's limits.

        Raises ``Ended`` where there is none: a limit, a death, or more than so many bytes.
        """
        if not goes_on:
            self.started, self.used = time.monotonic(), self.cpu_s
        elif self.cpu_s - self.used >= self.cpu_limit:
            raise self.spent()
        self.need(4)
        size = wire.HEADER.unpack_from(self.buffer)[0]
        if size > most:
            raise self.end("killed", "sent a message that no honest program sends")
        self.need(4 + size)
        data = bytes(self.buffer[4 : 4 + size])
        del self.buffer[: 4 + size]
        self.cpu_s = max(self.cpu_s, self.cpu())
        return data

    def need(self, size: int) -> None:
        """Fill the buffer up to a size."""
        while len(self.buffer) < size:
            self.wait()
            try:
                data = self.socket.recv(1 << 16)
            except ConnectionError:
                data = b""
            if not data:
                raise self.died()
            self.buffer += data

    def wait(self) -> None:
        """Wait until there is something to read, while the limits allow it."""
        patience = self.cpu_limit
        while True:
            events = self.poll.poll(max(1.0, min(patience, self.patience) * 1000))
            if any(fd == self.master for fd, _ in events):
                os._exit(0)  # the master is gone: the zygote and the child follow
            now = time.monotonic()
            if now > self.deadline:
                raise self.end("timeout", f"more than {self.total:g} s for all tests")
            if now - self.started >= self.wall_limit:
                raise self.end("timeout", f"more than {self.wall_limit:g} s of wall time")
            self.look()
            if events:
                return
            cpu = self.cpu() - self.used
            if cpu >= self.cpu_limit:
                raise self.spent()
            patience = min(
                self.cpu_limit - cpu + 0.001,
                self.wall_limit - (now - self.started),
                self.deadline - now,
            )

    def cpu(self) -> float:
        """Return the CPU seconds used so far, or wall seconds for want of a clock."""
        if self.has_clock:
            return cpu_of(self.process())
        return time.monotonic() - self.born

    def spent(self) -> Ended:
        """End the process for its CPU time."""
        self.is_spent = True
        return self.end("timeout", f"more than {self.cpu_limit:g} s of CPU time")

    def end(self, outcome: str, message: str) -> Ended:
        """Kill the process, and return the exception that says why."""
        self.cpu_s = max(self.cpu_s, self.cpu())
        self.close()
        return Ended(outcome, message)
