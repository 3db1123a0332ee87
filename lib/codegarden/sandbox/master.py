"""The sandbox as the rest of the project sees it: programs and tests in, verdicts out.

The master starts one judge a worker, keeps a few unanswered jobs with each, and sends a dead
judge's jobs again, alone. It executes nothing and imports nothing that is slow to fork.
"""

import itertools
import os
import selectors
import shutil
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from codegarden.program import Outcome, Program, TestCase, Verdict
from codegarden.sandbox import wire
from codegarden.sandbox.folder import check
from codegarden.sandbox.limits import Limits
from codegarden.sandbox.worker import READY_S, SandboxError, Worker

Job = tuple[Program, Sequence[TestCase]]
WINDOW = 4  # jobs, or batches, that wait at a judge, so that it is never idle
TRIES = 3  # deaths of a judge at one job, after which the job is given up
GRACE_S = 15.0


@dataclass(frozen=True)
class FolderRun:
    """The verdicts of a program that had a folder of its own, and the files it left there."""

    verdicts: list[Verdict]
    files: dict[str, bytes]


class Sandbox:
    """Runs untrusted programs.

    ``workers`` judges run side by side, by default one for each core. With ``isolation="weak"``
    the layers that this system lacks are left out rather than refused.

    >>> from codegarden.program import Program, TestCase
    >>> with Sandbox(workers=1) as sandbox:
    ...     [verdict] = sandbox.run(
    ...         Program("def double(x):\\n    return 2 * x", "double"),
    ...         [TestCase("1", args=(2,), expected=4)],
    ...     )
    >>> verdict.outcome
    <Outcome.PASS: 'pass'>
    """

    def __init__(
        self,
        workers: int | None = None,
        limits: Limits | None = None,
        isolation: str = "full",
        without: Iterable[str] = (),
        folder: str = "",
    ):
        if isolation not in ("full", "weak"):
            raise SandboxError(f"isolation is {isolation!r}: give full or weak")
        if workers is not None and workers < 1:
            raise SandboxError(f"workers is {workers}: give 1 or more")
        self.isolation = isolation
        self.limits = limits or Limits()
        self.options = {"isolation": isolation, "without": sorted(without), "folder": folder}
        self.with_folder: Sandbox | None = None
        self.size = workers or os.cpu_count() or 1
        self.workers: list[Worker] = []
        self.selector = selectors.DefaultSelector()
        self.numbers = itertools.count()
        self.answers: dict[int, list] = {}
        self.retries: deque[list] = deque()
        self.deaths: dict[int, int] = {}
        self.lock = threading.RLock()

    def __enter__(self) -> "Sandbox":
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def open(self) -> None:
        """Start the judges, where they do not run yet."""
        with self.lock:
            while len(self.workers) < self.size:
                worker = Worker(self.limits, self.options)
                self.workers.append(worker)
                self.selector.register(worker, selectors.EVENT_READ, worker)
            while not all(worker.is_ready for worker in self.workers):
                self.pump(1.0)

    def close(self) -> None:
        """End all processes of the sandbox; it starts again when it is used again."""
        with self.lock:
            for worker in self.workers:
                self.selector.unregister(worker)
                worker.close()
            self.workers.clear()
            if self.with_folder:
                self.with_folder.close()
                shutil.rmtree(self.with_folder.options["folder"], ignore_errors=True)
                self.with_folder = None

    def run(
        self,
        program: Program,
        tests: Sequence[TestCase],
        files: Mapping[str, bytes | str] | None = None,
    ) -> list[Verdict]:
        """Return the verdict of each test on a program, in order.

        With ``files`` the program has a folder of its own: see ``run_in_folder``.
        """
        if files is not None:
            return self.run_in_folder(program, tests, files).verdicts
        [(_, verdicts)] = self.map([(program, tests)])
        return verdicts

    def run_in_folder(
        self, program: Program, tests: Sequence[TestCase], files: Mapping[str, bytes | str]
    ) -> FolderRun:
        """Run a program that handles files, in a folder that holds these files by their names.

        The folder is the program's current one and the only place where it may write, up to the
        limit ``folder``. All tests share it, so a test can look at what an earlier one wrote; it is
        gone afterwards. Raises ``FolderError`` for a name that leads out of it.
        """
        contents = check(dict(files))
        with self.lock:
            if not self.with_folder:
                self.with_folder = Sandbox(
                    1,
                    self.limits,
                    self.isolation,
                    self.options["without"],
                    tempfile.mkdtemp(prefix="codegarden-"),
                )
        jobs = [(program, tests)]
        [(_, run)] = self.with_folder.stream(jobs, 1, "files", None, folder_run_of, contents)
        return run

    def map(
        self,
        jobs: Iterable[Job],
        batch: int = 1,
        progress: Callable[[int], object] | None = None,
    ) -> Iterator[tuple[int, list[Verdict]]]:
        """Yield a job's place and its verdicts as they come.

        ``jobs`` is read as far as there is room for, so it may be endless. ``progress`` is called
        with the number of jobs answered so far.
        """
        return self.stream(jobs, batch, "", progress, verdicts_of)

    def coverage(
        self, program: Program, tests: Sequence[TestCase]
    ) -> list[tuple[Verdict, frozenset[int]]]:
        """Return each test's verdict with the numbers of the program's lines that it ran.

        Loading the program does not count. Tracing slows a program down, so it may take three
        times ``cpu_s``.
        """
        [(_, found)] = self.stream([(program, tests)], 1, "lines", None, coverage_of)
        return found

    def stream(
        self,
        jobs: Iterable[Job],
        batch: int,
        wants: str,
        progress: Callable[[int], object] | None,
        reader: Callable,
        files: dict[str, bytes] | None = None,
    ) -> Iterator[tuple[int, Any]]:
        """Send jobs while there is room, and yield the answers."""
        self.open()
        waiting: dict[int, tuple[int, Sequence[TestCase]]] = {}
        source = enumerate(jobs)
        done, is_drained = 0, False
        try:
            while waiting or not is_drained:
                while not is_drained and len(waiting) < WINDOW * self.size * batch:
                    chunk = list(itertools.islice(source, batch))
                    is_drained = len(chunk) < batch
                    self.submit(chunk, wants, files, waiting)
                for number in self.collect(waiting):
                    place, tests = waiting.pop(number)
                    done += 1
                    if progress:
                        progress(done)
                    yield place, reader(tests, *self.answers.pop(number))
        finally:
            self.forget(waiting)

    def submit(self, chunk: list, wants: str, files: dict | None, waiting: dict) -> None:
        """Send a chunk of jobs to the judge that has the fewest."""
        messages = []
        for place, (program, tests) in chunk:
            number = next(self.numbers)
            waiting[number] = (place, tests)
            records = [fields(test) for test in tests]
            message = [number, program.source, program.entry_point, records, wants, files]
            try:
                wire.pack(message)
                messages.append(message)
            except wire.WireError as error:
                self.answers[number] = harness_error(tests, f"a test has {error}")
        if messages:
            with self.lock:
                self.open()
                free = [worker for worker in self.workers if not worker.is_solo]
                if free:
                    min(free, key=lambda worker: len(worker.jobs)).send(messages)
                else:
                    self.retries.extend(messages)

    def collect(self, waiting: dict) -> list[int]:
        """Return the numbers of some jobs that have been answered, waiting for one if need be."""
        while waiting:
            ready = [number for number in waiting if number in self.answers]
            if ready:
                return ready
            with self.lock:
                if not any(number in self.answers for number in waiting):
                    self.pump(1.0)
        return []

    def pump(self, seconds: float) -> None:
        """Let the judges work: send, receive, replace the dead and the stuck."""
        for worker in self.workers:
            if self.retries and not worker.jobs and worker.is_ready:
                worker.is_solo = True
                worker.send([self.retries.popleft()])
            events = selectors.EVENT_READ | (selectors.EVENT_WRITE if worker.outgoing else 0)
            self.selector.modify(worker, events, worker)
        for key, events in self.selector.select(seconds):
            worker = key.data
            if events & selectors.EVENT_WRITE:
                worker.flush()
            if events & selectors.EVENT_READ:
                self.hear(worker)
        for worker in list(self.workers):
            self.watch(worker)

    def hear(self, worker: Worker) -> None:
        """Take a judge's answers, or replace it when it is gone."""
        messages = worker.receive()
        if messages is None:
            self.replace(worker)
            return
        for message in messages:
            if message[0] == "ready":
                worker.is_ready = True
            elif message[0] == "refused":
                self.close()
                raise SandboxError(message[1])
            else:
                number, *answer = message
                if worker.jobs.pop(number, None):
                    self.answers[number] = answer
                if not worker.jobs:
                    worker.is_solo = False

    def watch(self, worker: Worker) -> None:
        """Replace a judge that has been silent for longer than any job may take."""
        silent = time.monotonic() - worker.last_heard
        if not worker.is_ready and silent > READY_S:
            self.close()
            raise SandboxError("a judge of the sandbox does not start: see its messages above")
        if worker.jobs and silent > 2 * self.limits.total_wall_s + GRACE_S:
            self.replace(worker)

    def replace(self, worker: Worker) -> None:
        """Start a new judge in place of another, and have its jobs done again, alone."""
        jobs = list(worker.jobs.values())
        self.selector.unregister(worker)
        worker.close()
        if not worker.is_ready:
            self.workers.remove(worker)
            self.close()
            raise SandboxError("a judge of the sandbox does not start: see its messages above")
        new = Worker(self.limits, self.options)
        self.workers[self.workers.index(worker)] = new
        self.selector.register(new, selectors.EVENT_READ, new)
        if jobs:  # it was at the first of them
            self.deaths[jobs[0][0]] = self.deaths.get(jobs[0][0], 0) + 1
        for job in jobs:
            if self.deaths.get(job[0], 0) < TRIES:
                self.retries.append(job)
            else:
                message = f"the judge died or fell silent {TRIES} times at this program"
                self.answers[job[0]] = harness_error(job[3], message)

    def forget(self, waiting: dict) -> None:
        """Drop the jobs of a caller who has gone; a judge that is busy with them is replaced."""
        if not waiting:
            return
        with self.lock:
            self.retries = deque(job for job in self.retries if job[0] not in waiting)
            for number in waiting:
                self.answers.pop(number, None)
            for worker in list(self.workers):
                lost = [number for number in worker.jobs if number in waiting]
                for number in lost:
                    del worker.jobs[number]
                if lost and worker.is_ready:
                    self.replace(worker)


def fields(test: TestCase) -> list:
    """Return what the judge needs of a test case."""
    return [
        test.name,
        str(test.kind),
        tuple(test.args),
        test.expected,
        test.source,
        test.setup,
        test.tolerance,
    ]


def verdicts_of(tests: Sequence[TestCase], findings: list, *_: Any) -> list[Verdict]:
    """Return findings as verdicts under their tests' names."""
    return [
        Verdict(test.name, Outcome(outcome), cpu_s, message, returned, stdout)
        for test, (outcome, message, returned, stdout, cpu_s, _) in zip(
            tests, findings, strict=True
        )
    ]


def coverage_of(tests: Sequence[TestCase], findings: list) -> list[tuple[Verdict, frozenset[int]]]:
    """Return findings as verdicts, each with the lines covered."""
    lines = [frozenset(finding[-1]) for finding in findings]
    return list(zip(verdicts_of(tests, findings), lines, strict=True))


def folder_run_of(tests: Sequence[TestCase], findings: list, files: dict) -> FolderRun:
    """Return findings as verdicts, with the files that the program left."""
    return FolderRun(verdicts_of(tests, findings), files)


def harness_error(tests: Sequence, message: str) -> list:
    """Return an answer that blames the harness."""
    return [[[str(Outcome.HARNESS_ERROR), message, "", "", 0.0, ()] for _ in tests], {}]
