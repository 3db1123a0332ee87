"""One judge, seen from the master: started, fed, listened to, replaced.

Sending never blocks: what the socket does not take waits in a buffer, so that master and judge
cannot each wait for the other to read.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections import OrderedDict
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from codegarden.sandbox import wire
from codegarden.sandbox.forking import clean_environment
from codegarden.sandbox.limits import Limits

READY_S = 30.0


Message = tuple[int, bytes, int]  # a job's number, the encoded job, how many tests it has


class SandboxError(RuntimeError):
    """The sandbox cannot be used; the message says why and names the remedy."""


class Worker:
    """A judge process and its jobs that wait for an answer; ``core`` is the only one it runs on."""

    def __init__(self, limits: Limits, options: dict[str, Any], core: int | None = None):
        self.jobs: OrderedDict[int, Message] = OrderedDict()
        self.is_solo = False
        self.incoming, self.outgoing = bytearray(), bytearray()
        self.socket, theirs = socket.socketpair()
        options = options | {"limits": asdict(limits), "master": os.getpid()}
        package = str(Path(__file__).parents[2])
        command = [sys.executable, "-P", "-B", "-W", "ignore", "-m", "codegarden.sandbox.judge"]
        self.process = subprocess.Popen(
            [*command, str(theirs.fileno()), json.dumps(options)],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=clean_environment({"PYTHONPATH": package}),
            cwd="/",
            start_new_session=True,  # Ctrl-C is for the master
        )
        theirs.close()
        if core is not None:
            with suppress(OSError):  # gone already, which the first reading finds out
                os.sched_setaffinity(self.process.pid, {core})
        self.socket.setblocking(False)
        self.is_ready = False
        self.last_heard = time.monotonic()

    def fileno(self) -> int:
        """Return the descriptor to wait on."""
        return self.socket.fileno()

    def send(self, jobs: list[Message]) -> None:
        """Send jobs, or what the socket takes of them now."""
        if not self.jobs:
            self.last_heard = time.monotonic()
        for job in jobs:
            self.jobs[job[0]] = job
        data = wire.pack([encoded for _, encoded, _ in jobs])
        self.outgoing += wire.HEADER.pack(len(data)) + data
        self.flush()

    def flush(self) -> None:
        """Send what waits, as far as the socket takes it."""
        try:
            while self.outgoing:
                del self.outgoing[: self.socket.send(self.outgoing)]
        except BlockingIOError:
            pass
        except OSError:  # the judge is gone, which the next reading finds out
            self.outgoing.clear()

    def receive(self) -> list[list] | None:
        """Return the messages that have come; None when the judge is gone."""
        try:
            data = self.socket.recv(1 << 18)
        except BlockingIOError:
            return []
        except OSError:
            data = b""
        if not data:
            return None
        self.last_heard = time.monotonic()
        self.incoming += data
        messages = []
        while len(self.incoming) >= 4:
            size = 4 + wire.HEADER.unpack_from(self.incoming)[0]
            if len(self.incoming) < size:
                break
            messages.append(wire.unpack(bytes(self.incoming[4:size])))
            del self.incoming[:size]
        return messages

    def close(self) -> None:
        """End the judge; its zygote and the program under test end with it."""
        self.socket.close()
        self.process.kill()
        self.process.wait()
