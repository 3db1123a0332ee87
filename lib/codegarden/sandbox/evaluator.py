"""The process in which a test's own code runs: forked off the judge, listened to, replaced.

A condition over returned values, an assert line or a suite may take any time and memory on a value
that is small to send: ``sum(f(1))`` on a ``range(10**18)``. So the judge leaves them to a process
that it can end, and that the next test finds replaced. One serves many tests, which costs each of
them a message rather than a fork. The judge passes a test's calls on to the program's process.
"""

import os
import resource
import signal
import socket
import sys
from typing import Any

from codegarden.program import Outcome, TestCase
from codegarden.sandbox import kernel, proxy, wire
from codegarden.sandbox.answers import fields
from codegarden.sandbox.child_process import ChildProcess, how_it_ended
from codegarden.sandbox.compare import shorten, show
from codegarden.sandbox.limits import Limits
from codegarden.sandbox.listening import Ended, Listener
from codegarden.sandbox.plans import STDOUT_SHOWN, Finding, failure

# a test's own work may take so long, even where the limit for programs is cut to the bone
LEAST_CPU_S, LEAST_WALL_S = 1.0, 10.0
MEMORY = 512 << 20  # address space beyond what the judge takes itself
OVER = wire.pack(["over", None, "", []])


class Evaluator:
    """The judge's way to the process, which is started for the first test that needs it."""

    def __init__(self, master: int, has_clock: bool):
        self.master, self.has_clock = master, has_clock
        self.process: Process | None = None

    def judge(
        self, test: TestCase, entry_point: str, values: list, limits: Limits, deadline: float
    ) -> Finding:
        """Judge the values that a test's steps returned."""
        try:
            process = self.ask([fields(test), entry_point, values], limits, deadline)
            return Finding.read(process.frame(sys.maxsize)[1:])
        except Ended as ended:
            return after(ended, show(values[-1]), is_programs=True)

    def run(self, test: TestCase, entry_point: str, child: ChildProcess) -> Finding:
        """Run a test's code, with the process of a loaded program to answer its calls."""
        heard = Heard(child)
        try:
            process = self.ask([fields(test), entry_point, None], child.limits, child.deadline)
            message = process.frame(sys.maxsize)
            while message[:1] != proxy.DONE:
                goes_on = message[:1] == proxy.NEXT
                process.send(heard.relay(message[1:], goes_on))
                message = process.frame(sys.maxsize, goes_on)
            found = Finding.read(message[1:])
        except Ended as ended:
            found = after(ended, heard.returned, is_programs=heard.calls > 0)
        return heard.finding(heard.over or found)

    def ask(self, question: list, limits: Limits, deadline: float) -> "Process":
        """Send a question to the process, and return it."""
        if not self.process or self.process.ended:
            self.process = Process(self.master, self.has_clock)
        process = self.process
        process.cpu_limit = max(limits.cpu_s, LEAST_CPU_S)
        process.wall_limit = max(limits.wall_s, LEAST_WALL_S)
        process.deadline, process.total = deadline, limits.total_wall_s
        process.send(wire.pack([*question, limits.request_bytes]))
        return process


class Heard:
    """What a program has said to the calls of one test."""

    def __init__(self, child: ChildProcess):
        self.child = child
        self.calls = 0
        self.returned, self.printed, self.lines = "", "", set()
        # a test that swallows the end of the program gets no further
        self.over: Finding | None = None

    def relay(self, request: bytes, goes_on: bool) -> bytes:
        """Return the program's reply to a request, as it came."""
        self.calls += 1
        if not self.over:
            try:
                self.child.send(request)
                self.note(*self.child.reply(goes_on), goes_on)
            except Ended as ended:
                self.over = Finding(Outcome(ended.outcome), ended.message)
        return OVER if self.over else self.child.data

    def note(self, tag: str, content: Any, stdout: str, lines: list, goes_on: bool) -> None:
        """Keep what people and the verdict want of a reply."""
        self.printed = (self.printed + stdout)[: STDOUT_SHOWN + 1]
        self.lines.update(lines)
        if tag == "value" and not goes_on:
            self.returned = show(content)
        elif tag not in proxy.CARRIED:
            self.over = failure(tag, content)

    def finding(self, found: Finding) -> Finding:
        """Return a finding with all that was heard."""
        shown, lines = shorten(self.printed, STDOUT_SHOWN), tuple(sorted(self.lines))
        return Finding(found.outcome, found.message, self.returned, shown, lines=lines)


class Process(Listener):
    """A fork of the judge in which tests are run."""

    def __init__(self, master: int, has_clock: bool):
        mine, theirs = socket.socketpair()
        judge = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            become_evaluator(theirs, judge)
        theirs.close()
        self.ended = False
        self.status = 0
        super().__init__(mine, master, has_clock)

    def process(self) -> int:
        """Return the process's id."""
        return self.pid

    def died(self) -> Ended:
        """Return the exception that says how the process went."""
        self.close()
        return Ended("killed", how_it_ended(self.status))

    def close(self) -> None:
        """End the process."""
        if self.ended:
            return
        self.ended = True
        self.socket.close()
        os.kill(self.pid, signal.SIGKILL)
        _, self.status = os.waitpid(self.pid, 0)


def become_evaluator(channel: socket.socket, judge: int) -> None:
    """Keep nothing of the judge's but what it knows, run tests, and never return."""
    try:
        if sys.platform == "linux":
            kernel.die_with(judge)
            kernel.limit(resource.RLIMIT_AS, kernel.address_space() + MEMORY)
        os.dup2(channel.fileno(), 3)
        os.closerange(4, os.sysconf("SC_OPEN_MAX"))
        proxy.serve(3)
    finally:
        os._exit(0)


def after(ended: Ended, returned: str, is_programs: bool) -> Finding:
    """Return the finding for the end of the process at a test.

    The program is at fault only where it had returned something that the test then worked with.
    """
    if ended.outcome == Outcome.TIMEOUT:
        return Finding(Outcome.TIMEOUT, f"the test took {ended.message}", returned)
    outcome = Outcome.WRONG if is_programs else Outcome.HARNESS_ERROR
    return Finding(outcome, f"the test's own process ended: {ended.message}", returned)
