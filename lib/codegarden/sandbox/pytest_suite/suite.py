"""The master's side of a pytest suite: servers side by side, and a judge for each module.

A judge answers as ``codegarden.sandbox.Sandbox`` does (``run``, ``map``, ``coverage``), so that
mutation testing and repair take either. Tests that run none of the changed statements are not run:
they end as they did before.
"""

import itertools
import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from codegarden.program import Program, TestCase, TestKind, Verdict
from codegarden.sandbox import Limits
from codegarden.sandbox.pytest_suite.changes import lines_between, lines_of_statements
from codegarden.sandbox.pytest_suite.replies import (
    Baseline,
    PytestSuiteError,
    read_baseline,
    read_verdicts,
)
from codegarden.syntax.source import read_source

# what a run of the suite may take, in times of what it took with the original, and seconds more
ROOM, MORE_S = 4.0, 2.0
WALL = 10.0  # seconds of wall time for one of CPU time
FIRST_S = 600.0  # CPU seconds of the first run, which is not known yet


class Server:
    """One process that runs suites; see ``server``."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "codegarden.sandbox.pytest_suite.server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a request; raises ``PytestSuiteError`` where the server is gone."""
        try:
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except OSError:
            line = ""
        if not line:
            raise PytestSuiteError("the process that runs pytest is gone: see its messages above")
        return json.loads(line)

    def close(self) -> None:
        """End the process."""
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


class PytestSuite:
    """A pytest suite that is run on changed modules.

    ``tests`` are files or folders, as pytest takes them; it is run in the current folder, so that
    the project's own configuration counts. With ``isolation="full"`` tests may write nothing
    outside of temporary folders, and connect to nothing.
    """

    def __init__(self, tests: Sequence[Path], workers: int = 1, isolation: str = "full"):
        if missing := [str(path) for path in tests if not path.exists()]:
            raise PytestSuiteError(f"there is no {missing[0]}: name a file or folder of tests")
        self.paths = [str(path.resolve()) for path in tests]
        self.size, self.isolation = workers, isolation
        self.idle: SimpleQueue[Server] = SimpleQueue()
        self.servers: list[Server] = []
        self.files: list[str] = []
        self._baseline: Baseline | None = None

    def judge(self, file: Path) -> "Judge":
        """Return the judge of programs that stand in a file's place; ask for all before any runs.

        A file that is named here is traced in the suite's first run.
        """
        path = os.path.realpath(file)
        if path not in self.files:
            self.files.append(path)
            self._baseline = None
        return Judge(self, path)

    def close(self) -> None:
        """End all processes; the suite starts again when it is used again."""
        for server in self.servers:
            server.close()
        self.servers.clear()
        self.idle = SimpleQueue()

    def ask(self, **request: Any) -> dict[str, Any]:
        """Have an idle server run the suite; ``request`` is as ``server`` takes it."""
        if not self.servers:
            self.servers = [Server() for _ in range(self.size)]
            for server in self.servers:
                self.idle.put(server)
        usual = {
            "tests": self.paths, "isolation": self.isolation, "source": None, "path": "",
            "wanted": None, "files": [], "cpu_s": 0.0, "stop_first": False,
        }  # fmt: skip
        server = self.idle.get()
        try:
            return server.ask(usual | request)
        finally:
            self.idle.put(server)

    @property
    def baseline(self) -> Baseline:
        """The suite's run on the files as they are; raises ``PytestSuiteError`` without a test."""
        if self._baseline is None:
            limits = {"total_cpu_s": FIRST_S, "wall_s": FIRST_S}
            # tracing takes time, which is no measure of what a changed module may take
            traced = read_baseline(self.ask(files=self.files, **limits))
            timed = read_baseline(self.ask(**limits))
            self._baseline = replace(timed, lines=traced.lines, loading=traced.loading)
        return self._baseline

    @property
    def tests(self) -> list[TestCase]:
        """The tests, by their node ids."""
        return [TestCase(name, TestKind.SUITE, source=name) for name in self.baseline.verdicts]


class Judge:
    """Judges programs that take a file's place by the suite, as ``Sandbox`` judges by tests."""

    def __init__(self, suite: PytestSuite, path: str):
        self.suite, self.path = suite, path
        self.limits = Limits(cpu_s=60.0, wall_s=600.0)
        self.size, self.isolation = suite.size, suite.isolation

    def __enter__(self) -> "Judge":
        return self

    def __exit__(self, *_: object) -> None:
        self.suite.close()

    @property
    def tests(self) -> list[TestCase]:
        """The tests of the suite."""
        return self.suite.tests

    def run(self, program: Program, tests: Sequence[TestCase]) -> list[Verdict]:
        """Return the verdict of each test, in order."""
        return self.verdicts(program.source, tests, math.inf)

    def map(
        self,
        jobs: Iterable[tuple[Program, Sequence[TestCase]]],
        batch: int = 1,
        progress: Callable[[int], object] | None = None,
        until: float = math.inf,
        cpu_s: float = math.inf,
    ) -> Iterator[tuple[int, list[Verdict]]]:
        """Yield a job's place and its verdicts as they come, as ``Sandbox.map`` does."""
        source = enumerate(jobs)
        with ThreadPoolExecutor(self.size) as threads:
            running: dict[Any, int] = {}
            for done in itertools.count(1):
                room = 2 * self.size - len(running)
                for place, (program, tests) in itertools.islice(source, room):
                    call = threads.submit(self.verdicts, program.source, list(tests), cpu_s)
                    running[call] = place
                left = None if until == math.inf else until - time.monotonic()
                ended, _ = wait(running, left, FIRST_COMPLETED)
                if not ended:
                    for call in running:
                        call.cancel()
                    return
                for call in sorted(ended, key=running.__getitem__)[:1]:
                    if progress:
                        progress(done)
                    yield running.pop(call), call.result()

    def coverage(
        self,
        program: Program,
        tests: Sequence[TestCase],
        until: float = math.inf,
        cpu_s: float = math.inf,
    ) -> list[tuple[Verdict, frozenset[int]]]:
        """Return each test's verdict with the lines of the file, as it is, that it runs.

        What loading runs, every test runs.
        """
        base = self.suite.baseline
        loading = base.loading.get(self.path, set())
        lines = base.lines.get(self.path, {})
        return [
            (base.verdicts[test.name], frozenset(loading | lines.get(test.name, set())))
            for test in tests
        ]

    def verdicts(self, source: str, tests: Sequence[TestCase], cpu_s: float) -> list[Verdict]:
        """Return the verdicts of one source in the file's place."""
        base = self.suite.baseline
        before = read_source(Path(self.path))
        wanted = {test.name for test in tests} & self.reached(before, source)
        made = {name: one for name, one in base.verdicts.items() if name not in wanted}
        if wanted:
            order = [name for name in base.verdicts if name in wanted]
            made |= self.judged(source, order, cpu_s)
        return [made[test.name] for test in tests]

    def reached(self, before: str, after: str) -> set[str]:
        """Return the tests that run a statement in which two sources differ."""
        if before == after:
            return set()
        base = self.suite.baseline
        changed = lines_of_statements(before, *lines_between(before, after))
        if changed & base.loading.get(self.path, set()):
            return set(base.verdicts)
        lines = base.lines.get(self.path, {})
        return {name for name, run in lines.items() if run & changed}

    def judged(self, source: str, order: Sequence[str], cpu_s: float) -> dict[str, Verdict]:
        """Return verdicts on a source by node id; after the first that fails, tests are skipped."""
        base = self.suite.baseline
        slowest = max(base.verdicts[name].cpu_s for name in order)
        each = min(max(cpu_s, ROOM * slowest), ROOM * slowest + MORE_S)
        total = ROOM * base.cpu_s + MORE_S
        files = list(dict.fromkeys(name.partition("::")[0] for name in order))
        reply = self.suite.ask(
            tests=[str(Path(base.root) / file) for file in files],
            source=source,
            path=self.path,
            wanted=list(order),
            cpu_s=each,
            total_cpu_s=total,
            wall_s=WALL * total,
            stop_first=True,
        )
        return read_verdicts(reply, order)
