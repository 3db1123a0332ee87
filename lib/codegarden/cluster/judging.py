"""Programs and tests to the workers of a cluster, in chunks, as a sandbox would take them.

Verdicts do not depend on who judges, so that how the programs are cut into chunks, and how many
workers there are, changes only the order in which they come.
"""

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from itertools import islice
from operator import length_hint
from typing import Any

from codegarden.cluster.connecting import connect
from codegarden.cluster.resident import with_sandbox
from codegarden.cluster.tasks import Progress, progress_line, run_tasks
from codegarden.program import Outcome, Program, TestCase, Verdict
from codegarden.sandbox import Limits, Sandbox
from codegarden.settings import Settings

Job = tuple[Program, Sequence[TestCase]]

CHUNK_S = 1.0  # seconds that a chunk shall take: many times the scheduler's own work for it
FIRST, MOST = 8, 2000  # programs in the first chunks, and at most
SPOKEN_S = 5.0  # seconds between two lines of progress


class Chunks:
    """Jobs cut into chunks of about ``CHUNK_S``, by how long those took that are back."""

    def __init__(self, jobs: Iterable[Job]):
        self.source = enumerate(jobs)
        self.programs, self.seconds, self.size = 0, 0.0, FIRST

    def __iter__(self) -> Iterator[list[tuple[int, Job]]]:
        while chunk := list(islice(self.source, self.size)):
            yield chunk

    def learn(self, programs: int, seconds: float) -> None:
        """Set the size of the next chunks."""
        self.programs += programs
        self.seconds += seconds
        fitting = int(CHUNK_S * self.programs / self.seconds) if self.seconds else MOST
        self.size = max(1, min(fitting, 2 * self.size, MOST))


class Judging:
    """The part of a sandbox that evaluation needs, on an executor."""

    def __init__(
        self,
        executor: Executor,
        limits: Limits | None = None,
        isolation: str = "full",
        progress: Callable[[Progress], object] | None = None,
    ):
        self.executor, self.limits, self.isolation = executor, limits or Limits(), isolation
        self.progress = progress
        self.chunk_seconds: list[float] = []  # how long each took on its worker

    def run(self, program: Program, tests: Sequence[TestCase]) -> list[Verdict]:
        """Return the verdict of each test on a program, in order."""
        [(_, verdicts)] = self.map([(program, tests)])
        return verdicts

    def map(self, jobs: Iterable[Job]) -> Iterator[tuple[int, list[Verdict]]]:
        """Yield a job's place and its verdicts as they come.

        ``jobs`` is read as far as there is room for. The programs of a chunk that killed its
        workers have harness errors for verdicts. Raises ``ExecutionError`` when the cluster is
        gone.
        """
        total = length_hint(jobs)
        chunks = Chunks(jobs)
        judge = Judge(self.limits, self.isolation)
        answers = run_tasks(self.executor, judge, chunks, set_aside, len, self.progress, total)
        for _, (answered, seconds) in answers:
            chunks.learn(len(answered), seconds)
            self.chunk_seconds.append(seconds)
            yield from answered


class Judge:
    """Judges a chunk, on a worker, in the sandbox that it keeps."""

    def __init__(self, limits: Limits, isolation: str):
        self.limits, self.isolation = limits, isolation

    def __call__(
        self, chunk: list[tuple[int, Job]]
    ) -> tuple[list[tuple[int, list[Verdict]]], float]:
        """Return each program's place and verdicts, and how many seconds it took."""
        return with_sandbox(judged, self.limits, self.isolation, chunk)


def judged(sandbox: Sandbox, chunk: list[tuple[int, Job]]) -> tuple[list[Any], float]:
    """Return the verdicts on a chunk of programs, and the seconds they took."""
    started = time.perf_counter()
    places = [place for place, _ in chunk]
    answers = [(places[n], verdicts) for n, verdicts in sandbox.map([job for _, job in chunk])]
    return answers, time.perf_counter() - started


def set_aside(chunk: list[tuple[int, Job]], why: str) -> tuple[list[Any], float]:
    """Return harness errors for a chunk that was given up."""
    answers = [
        (place, [Verdict(test.name, Outcome.HARNESS_ERROR, message=why) for test in tests])
        for place, (_, tests) in chunk
    ]
    names = ", ".join(sorted({program.problem for _, (program, _) in chunk})[:3])
    print(f"{len(chunk)} programs are set aside ({names}, ...): {why}", file=sys.stderr)
    return answers, 0.0


@contextmanager
def judges(settings: Settings, limits: Limits | None = None) -> Iterator[Sandbox | Judging]:
    """Give what judges programs: a sandbox here, or the workers of the cluster of the settings.

    On a cluster, lines of progress go to standard error.
    """
    if not settings.cluster:
        with Sandbox(settings.workers, limits, settings.isolation) as sandbox:
            yield sandbox
        return
    with connect(settings.cluster, settings.isolation) as executor:
        yield Judging(executor, limits, settings.isolation, Speaker())


class Speaker:
    """Prints progress, at most every ``SPOKEN_S``."""

    def __init__(self) -> None:
        self.spoke = time.monotonic()

    def __call__(self, progress: Progress) -> None:
        """Print a line, if it is time."""
        if time.monotonic() - self.spoke >= SPOKEN_S or progress.done == progress.total > 0:
            self.spoke = time.monotonic()
            print(progress_line(progress), file=sys.stderr, flush=True)
