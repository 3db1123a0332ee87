"""The sandbox as the rest of the project sees it: programs and tests in, verdicts out.

The master starts one judge a worker, keeps a few unanswered jobs with each, and sends a dead
judge's jobs again, alone. It executes nothing and imports nothing that is slow to fork.
"""

import itertools
import math
import os
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from codegarden.program import Program, TestCase, Verdict
from codegarden.sandbox import wire
from codegarden.sandbox.answers import (
    FolderRun,
    coverage_of,
    fields,
    folder_run_of,
    harness_error,
    verdicts_of,
)
from codegarden.sandbox.folder import check, remove
from codegarden.sandbox.limits import Limits
from codegarden.sandbox.pool import Pool
from codegarden.sandbox.worker import Message, SandboxError, Worker

Job = tuple[Program, Sequence[TestCase]]
WINDOW = 4  # jobs, or batches, that wait at a judge, so that it is never idle


class Sandbox:
    r"""Runs untrusted programs.

    ``workers`` judges run side by side, by default one for each core. With ``isolation="weak"``
    the layers that this system lacks are left out rather than refused.

    >>> from codegarden.program import Program, TestCase
    >>> with Sandbox(workers=1) as sandbox:
    ...     [verdict] = sandbox.run(
    ...         Program("def double(x):\n    return 2 * x", "double"),
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
        if without and isolation != "weak":
            raise SandboxError("leaving a layer out needs isolation='weak'")
        if workers is not None and workers < 1:
            raise SandboxError(f"workers is {workers}: give 1 or more")
        self.isolation = isolation
        self.limits = limits or Limits()
        self.options = {"isolation": isolation, "without": sorted(without), "folder": folder}
        self.with_folder: Sandbox | None = None
        self.size = workers or os.cpu_count() or 1
        self.pool = Pool(self.size, self.limits, self.options)
        self.numbers = itertools.count()
        self.lock = threading.RLock()

    def __enter__(self) -> "Sandbox":
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def open(self) -> None:
        """Start the judges, where they do not run yet."""
        self.pool.open()

    def close(self) -> None:
        """End all processes of the sandbox; it starts again when it is used again."""
        self.pool.close()
        with self.lock:
            if self.with_folder:
                self.with_folder.close()
                remove(Path(self.with_folder.options["folder"]))
                self.with_folder = None

    @property
    def workers(self) -> list[Worker]:
        """The judges that run now."""
        return self.pool.workers

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
        self,
        program: Program,
        tests: Sequence[TestCase],
        files: Mapping[str, bytes | str],
        until: float = math.inf,
    ) -> FolderRun:
        """Run a program that handles files, in a folder that holds these files by their names.

        The folder is the program's current one and the only place where it may write, up to the
        limit ``folder``. All tests share it, so a test can look at what an earlier one wrote; it is
        gone afterwards. Without verdicts when that is not over at the time ``until`` of
        ``time.monotonic``. Raises ``FolderError`` for a name that leads out of it.
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
        answers = list(
            self.with_folder.stream(jobs, 1, "files", None, folder_run_of, contents, until)
        )
        return answers[0][1] if answers else FolderRun([], {})

    def map(
        self,
        jobs: Iterable[Job],
        batch: int = 1,
        progress: Callable[[int], object] | None = None,
        until: float = math.inf,
        cpu_s: float = math.inf,
    ) -> Iterator[tuple[int, list[Verdict]]]:
        """Yield a job's place and its verdicts as they come.

        ``jobs`` is read as far as there is room for, so it may be endless. ``progress`` is called
        with the number of jobs answered so far. What has not been answered at the time ``until`` of
        ``time.monotonic`` is given up. A ``cpu_s`` below the sandbox's limit takes its place.
        """
        return self.stream(jobs, batch, "", progress, verdicts_of, until=until, cpu_s=cpu_s)

    def coverage(
        self,
        program: Program,
        tests: Sequence[TestCase],
        until: float = math.inf,
        cpu_s: float = math.inf,
    ) -> list[tuple[Verdict, frozenset[int]]]:
        """Return each test's verdict with the numbers of the program's lines that it ran.

        Loading the program does not count. Tracing slows a program down, so it may take three
        times ``cpu_s``. Empty when that is not over at the time ``until`` of ``time.monotonic``.
        """
        job = [(program, tests)]
        answers = list(self.stream(job, 1, "lines", None, coverage_of, None, until, cpu_s))
        return answers[0][1] if answers else []

    def stream(
        self,
        jobs: Iterable[Job],
        batch: int,
        wants: str,
        progress: Callable[[int], object] | None,
        reader: Callable,
        files: dict[str, bytes] | None = None,
        until: float = math.inf,
        cpu_s: float = math.inf,
    ) -> Iterator[tuple[int, Any]]:
        """Send jobs while there is room, and yield the answers that come in time."""
        self.pool.open(until)
        waiting: dict[int, tuple[int, Sequence[TestCase]]] = {}
        source = enumerate(jobs)
        done, is_drained = 0, False
        try:
            while waiting or not is_drained:
                while not is_drained and len(waiting) < WINDOW * self.size * batch:
                    chunk = list(itertools.islice(source, batch))
                    is_drained = len(chunk) < batch
                    self.pool.send(self.messages(chunk, [wants, files, cpu_s], waiting), until)
                ready = self.pool.collect(waiting, until)
                if waiting and not ready:
                    return
                for number in ready:
                    place, tests = waiting.pop(number)
                    done += 1
                    if progress:
                        progress(done)
                    yield place, reader(tests, *self.pool.answers.pop(number))
        finally:
            self.pool.forget(waiting)

    def messages(self, chunk: list, how: list, waiting: dict) -> list[Message]:
        """Return a chunk of jobs as messages; what cannot be sent is answered at once."""
        ready: list[Message] = []
        for place, (program, tests) in chunk:
            number = next(self.numbers)
            waiting[number] = (place, tests)
            try:
                packed = wire.pack([fields(test) for test in tests])
                check_size(len(packed) + len(program.source), self.limits.request_bytes)
                message = [number, program.source, program.entry_point, packed, *how]
                ready.append((number, wire.pack(message), len(tests)))
            except wire.WireError as error:
                self.pool.answers[number] = harness_error(len(tests), f"a test has {error}")
        return ready


def check_size(size: int, most: int) -> None:
    """Raise ``WireError`` for more bytes than a program's process has room for."""
    if size > most:
        raise wire.WireError(f"{size >> 20} MB with its program: give at most {most >> 20} MB")
