"""Candidates in, verdicts out: the sandbox runs them, and the ledger remembers each."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from codegarden.generation.answer import COLUMNS
from codegarden.program import Program, TestCase, Verdict
from codegarden.sandbox import Sandbox
from codegarden.synthesis.candidates import Candidate


@dataclass(frozen=True)
class Judged:
    """A candidate with its verdicts, and the seconds since the start at which they came."""

    candidate: Candidate
    verdicts: tuple[Verdict, ...]
    at: float

    @property
    def share(self) -> float:
        """Share of the tests passed, 0 without tests."""
        return sum(v.passed for v in self.verdicts) / len(self.verdicts) if self.verdicts else 0.0

    @property
    def passes(self) -> bool:
        """Whether there are tests, and all passed."""
        return bool(self.verdicts) and all(v.passed for v in self.verdicts)


class Ledger:
    """Every candidate that was judged in one generation, each source text once."""

    def __init__(
        self,
        sandbox: Sandbox,
        tests: Sequence[TestCase],
        entry_point: str,
        in_folder: bool = False,
    ):
        self.sandbox = sandbox
        self.in_folder = in_folder  # for programs about files: each runs in a folder of its own
        self.tests = list(tests)
        self.entry_point = entry_point
        self.started = time.monotonic()
        self.judged: list[Judged] = []
        self.curve: list[tuple[float, float]] = [(0.0, 0.0)]
        self.seconds: dict[str, float] = {}
        self._seen: set[str] = set()

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.started

    @property
    def passing(self) -> list[Judged]:
        """The candidates that passed every test, the likely first."""
        return sorted((j for j in self.judged if j.passes), key=lambda j: j.candidate.cost)

    def judge(self, candidates: Iterable[Candidate], deadline: float) -> list[Judged]:
        """Run the candidates that are new, until a time; return what is known of each."""
        fresh = []
        for candidate in candidates:
            if candidate.code not in self._seen:
                self._seen.add(candidate.code)
                fresh.append(candidate)
        if not self.tests:
            found = [Judged(candidate, (), self.elapsed) for candidate in fresh]
            self.judged += found
            return found
        started = time.monotonic()
        jobs = ((Program(c.code, self.entry_point), self.tests) for c in fresh)
        found = []
        for place, verdicts in self.run(jobs):
            judged = Judged(fresh[place], tuple(verdicts), self.elapsed)
            found.append(judged)
            self.judged.append(judged)
            if judged.share > self.curve[-1][1]:
                self.curve.append((judged.at, judged.share))
            if time.monotonic() > deadline:
                break
        self.spend("judging", time.monotonic() - started)
        return found

    def run(self, jobs: Iterable[tuple[Program, list[TestCase]]]) -> Iterator:
        """Yield the place of each job and its verdicts."""
        if not self.in_folder:
            return self.sandbox.map(jobs)
        return enumerate(self.sandbox.run(program, tests, files={}) for program, tests in jobs)

    def spend(self, source: str, seconds: float) -> None:
        """Account seconds to a source of candidates."""
        self.seconds[source] = self.seconds.get(source, 0.0) + seconds

    def rows(self) -> list[tuple]:
        """Return a row of ``COLUMNS`` for each judged candidate."""
        rows = [
            (
                *(j.candidate.source, j.candidate.origin, j.candidate.cost),
                *(sum(v.passed for v in j.verdicts), len(j.verdicts), j.at, j.candidate.code),
            )
            for j in self.judged
        ]
        assert all(len(row) == len(COLUMNS) for row in rows)
        return rows
