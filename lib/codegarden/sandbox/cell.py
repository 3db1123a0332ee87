"""A child of the zygote, seen from the judge: started, listened to within limits, ended.

The judge believes of a child's bytes only that they are bytes. Limits are held from here: CPU time
is read from the kernel's clock of the child's process, so a program that swallows exceptions,
blocks signals or sleeps is ended all the same.
"""

import os
import select
import signal
import time
from contextlib import suppress

from codegarden.sandbox import folder, wire
from codegarden.sandbox.forking import Zygote, cpu_of, has_exited, signal_name
from codegarden.sandbox.limits import Limits
from codegarden.sandbox.replies import LARGE, LAST, Slow, alarm, is_reply

DECODING_S = 3.0


class Ended(BaseException):
    """The end of a child before its time: ``outcome`` and ``message`` say how.

    A ``BaseException``, so that a test's own ``except Exception`` does not take it for a program's.
    """

    def __init__(self, outcome: str, message: str):
        super().__init__(outcome, message)
        self.outcome, self.message = outcome, message


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
        self.is_over = False
        self.is_spent = False  # ended for its CPU time
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
        self.cpu_s = max(self.cpu_s, self.cpu())
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
            if self.folder and folder.size(self.folder) > limits.folder:
                raise self.end("output_limit", f"more than {limits.folder} bytes of files")
            if events:
                return
            cpu = self.cpu() - used
            if cpu >= limits.cpu_s:
                self.is_spent = True
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
        self.is_over = reply[0] in LAST
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
        self.close()
        status, cpu_s = self.zygote.reaped()
        self.cpu_s = max(self.cpu_s, cpu_s) if self.zygote.has_clock else cpu_s
        if not gone:
            return Ended("killed", "closed the channel of its results")
        if os.WIFSIGNALED(status):
            number = os.WTERMSIG(status)
            if number == signal.SIGXCPU:
                return Ended("timeout", "more CPU time than the program may use in all")
            return Ended("killed", signal_name(number))
        return Ended("killed", f"exited with status {os.WEXITSTATUS(status)}")

    def close(self) -> None:
        """End the child; nothing of it is left once the zygote has reaped it."""
        if self.ended:
            return
        self.ended = True
        # The id cannot have gone to another process: only ``reap`` frees it.
        with suppress(ProcessLookupError):
            os.kill(self.process(), signal.SIGKILL)
        if self.zygote.may_fork:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process(), signal.SIGKILL)
        self.socket.close()
        self.zygote.reap()
