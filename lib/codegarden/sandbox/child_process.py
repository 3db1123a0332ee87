"""A child of the zygote, seen from the judge: started, listened to within limits, ended.

The judge believes of a child's bytes only that they are bytes. Limits are held from here, so a
program that swallows exceptions, blocks signals or sleeps is ended all the same.
"""

import os
import signal
import time
from contextlib import suppress

from codegarden.sandbox import folder, wire
from codegarden.sandbox.forking import Zygote, has_exited, signal_name
from codegarden.sandbox.limits import Limits
from codegarden.sandbox.listening import Ended, Listener
from codegarden.sandbox.replies import LARGE, LAST, Slow, alarm, is_reply

DECODING_S = 3.0
# between two looks at a program's folder, or so many times what the last one took
LOOKING_S, PAUSE = 0.05, 10


class ChildProcess(Listener):
    """One child: a request goes in, replies come out, each within the limits.

    ``data`` is the last reply as it came.
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
        steps = sum(len(steps) for _, _, steps in programs) + len(programs)
        options = {
            "cpu": min(int(limits.cpu_s * steps) + 2, int(limits.total_wall_s) + 2),
            "output": limits.output,
            "result_bytes": limits.result_bytes,
        } | options
        request = wire.pack([options, programs])
        super().__init__(zygote.fork(), master, zygote.has_clock)
        self.zygote = zygote
        self.limits = limits
        self.cpu_limit, self.wall_limit = limits.cpu_s, limits.wall_s
        self.deadline, self.total = deadline, limits.total_wall_s
        self.lapped = 0.0
        self.pid = 0
        self.data = b""
        self.ended = False
        self.is_over = False
        self.folder = options.get("folder", "")
        if self.folder:
            self.patience = LOOKING_S
        self.send(request)

    def look(self) -> None:
        """End a program that has filled its folder."""
        if not self.folder:
            return
        started = time.monotonic()
        if folder.size(self.folder) > self.limits.folder:
            raise self.end("output_limit", f"more than {self.limits.folder} bytes of files")
        self.patience = max(LOOKING_S, PAUSE * (time.monotonic() - started))

    def reply(self, goes_on: bool = False) -> list:
        """Return the next reply: tag, content, standard output, lines covered.

        One that goes on has to come within the limits of the last one.
        Raises ``Ended`` where there is none: a limit, a death, or bytes that are no reply.
        """
        most = self.limits.result_bytes + 8 * self.limits.output + (1 << 20)
        self.data = self.frame(most, goes_on)
        try:
            if len(self.data) > LARGE:
                with alarm(DECODING_S):
                    reply = wire.unpack(self.data)
            else:
                reply = wire.unpack(self.data)
        except Slow:
            raise self.end("output_limit", "a result that takes too long to read") from None
        except wire.WireError as error:
            raise self.end("killed", f"sent {error}") from None
        if not is_reply(reply):
            raise self.end("killed", "sent a message that no honest program sends")
        self.is_over = reply[0] in LAST
        return reply

    def lap(self) -> float:
        """Return the CPU seconds between the last reply and the one at the last lap."""
        before, self.lapped = self.lapped, self.cpu_s
        return self.cpu_s - before

    def process(self) -> int:
        """Return the child's process id."""
        if not self.pid:
            self.pid = self.zygote.forked()
        return self.pid

    def died(self) -> Ended:
        """Return the exception that says how a child went that has closed its channel."""
        gone = has_exited(self.process(), 0.2)
        self.close()
        status, cpu_s = self.zygote.reaped()
        self.cpu_s = max(self.cpu_s, cpu_s) if self.zygote.has_clock else cpu_s
        if not gone:
            return Ended("killed", "closed the channel of its results")
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
            return Ended("timeout", "more CPU time than the program may use in all")
        return Ended("killed", how_it_ended(status))

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


def how_it_ended(status: int) -> str:
    """Return a wait status in words."""
    if os.WIFSIGNALED(status):
        return signal_name(os.WTERMSIG(status))
    return f"exited with status {os.WEXITSTATUS(status)}"
