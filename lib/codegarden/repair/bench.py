"""The test bench of one search: runs candidates, keeps count, and says when to stop.

The tests that the original fails come first, so that a wrong candidate shows itself early. When the
whole suite is cheap, all of it runs in one go (starting a process costs more than a test); when it
is not, a candidate has to pass the first failing test before it may go on to the rest.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, takewhile
from typing import TypeVar

from codegarden.program import Outcome, Program, TestCase, Verdict
from codegarden.repair.records import LEFT_OUT, Budget, Record, RepairError, Try, is_run
from codegarden.sandbox import Sandbox
from codegarden.syntax.identity import tokens

# seconds of CPU time below which a whole suite costs no more than starting its process
CHEAP = 0.004
CHUNK = 48
BATCH = 6
# the share of the budget, and at most so many seconds of it, that are kept for ranking
RANKING, RANKING_S = 0.1, 2.0
Item = TypeVar("Item")


class Bench:
    """Runs the candidates of one program's repair.

    Raises ``RepairError`` when there are no tests.
    """

    def __init__(
        self,
        program: Program,
        tests: Sequence[TestCase],
        sandbox: Sandbox,
        budget: Budget,
        record: Record | None = None,
        stop: Callable[[], bool] | None = None,
        progress: Callable[[Try], object] | None = None,
        failing_first: bool = True,
    ):
        if not tests:
            raise RepairError("a repair needs at least one test")
        self.program, self.sandbox, self.budget = program, sandbox, budget
        self.record, self.stop, self.progress = record, stop, progress
        self.started = time.monotonic()
        self.tries: list[Try] = []
        self.evaluations = 0
        self.first_patch: Try | None = None
        self.patches = 0
        self.seen = {identity(program.source)}
        # what the search thought of a candidate before it was run, by SHA-256
        self.promise: dict[str, float] = {}
        first = self.answers([(program, tests)]).get(0) or self.unrun(tests)
        self.failing = tuple(v.test for v in first if not v.passed)
        # by how it ended and not by its time, which is never the same twice
        endless = (Outcome.TIMEOUT, Outcome.SKIPPED)
        order = list(range(len(tests)))
        if failing_first:
            order.sort(key=lambda i: (first[i].passed, first[i].outcome in endless))
        self.tests = [tests[index] for index in order]
        self.original = self.keep(program, [first[index] for index in order])
        passed = [v.cpu_s for v in first if v.passed]
        cheap = sum(passed) < CHEAP or not failing_first
        self.probes = 0 if cheap else max(1, min(3, len(self.failing)))

    @property
    def seconds(self) -> float:
        """Seconds since the search began."""
        return time.monotonic() - self.started

    @property
    def deadline(self) -> float:
        """When the search has to end, by ``time.monotonic``; what is found is ranked after it."""
        kept = min(RANKING, RANKING_S / self.budget.seconds) if self.first_patch else 0.0
        return self.over - kept * self.budget.seconds

    @property
    def over(self) -> float:
        """When the budget is used up, by ``time.monotonic``."""
        return self.started + self.budget.seconds

    def within(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield items until the search has to stop."""
        return takewhile(lambda _: not self.ended(), items)

    def in_time(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield items until the budget is used up."""
        return takewhile(lambda _: time.monotonic() < self.over, items)

    def ended(self) -> str:
        """Return why the search has to stop, or "" when it may go on."""
        budget = self.budget
        if self.stop and self.stop():
            return "stopped"
        if time.monotonic() >= self.deadline:
            return "seconds"
        if budget.evaluations is not None and self.evaluations >= budget.evaluations:
            return "evaluations"
        if self.patches >= budget.patches:
            return "found"
        if self.first_patch is not None:
            extra = max(budget.least, budget.more * self.first_patch.number)
            long = (
                self.seconds > (1 + budget.more) * self.first_patch.seconds + budget.least_seconds
            )
            if long or self.evaluations >= self.first_patch.number + extra:
                return "found"
        return ""

    def keep(self, program: Program, verdicts: Sequence[Verdict]) -> Try:
        """Count, keep and record a program that was run."""
        self.evaluations += 1
        one = Try(program, tuple(verdicts), self.evaluations, self.seconds)
        self.tries.append(one)
        if one.plausible and self.evaluations > 1:
            # the parts of a neighbour's difference give many, none of which is the last to look at
            self.patches += program.operator != "neighbour"
            self.first_patch = self.first_patch or one
        # tests that were left out may yet be run
        run = [pair for pair in zip(self.tests, verdicts, strict=True) if is_run(pair[1])]
        if self.record and run:
            self.record(program, *zip(*run, strict=True))
        if self.progress:
            self.progress(one)
        return one

    def run(self, candidates: Iterable[Program]) -> Iterator[Try]:
        """Yield the tries of candidates, a few dozen at a time, until it has to stop.

        A candidate whose tokens have been seen before is passed over.
        """
        fresh = (one for one in self.within(candidates) if self.is_new(one))
        while not self.ended():
            chunk = list(islice(fresh, self.room()))
            if not chunk:
                return
            yield from self.run_chunk(chunk)

    def room(self) -> int:
        """Return how many candidates to take at once."""
        if self.budget.evaluations is None:
            return CHUNK
        return max(1, min(CHUNK, self.budget.evaluations - self.evaluations))

    def is_new(self, program: Program) -> bool:
        """Whether a candidate has not been seen yet; from then on it has."""
        key = identity(program.source)
        new = key not in self.seen
        self.seen.add(key)
        return new

    def run_chunk(self, chunk: list[Program]) -> Iterator[Try]:
        """Yield the tries of some candidates: all tests, or the probes and then the rest."""
        if not self.probes:
            yield from self.map([(program, self.tests) for program in chunk])
            return
        probes, rest = self.tests[: self.probes], self.tests[self.probes :]
        begun = self.answers([(program, probes) for program in chunk])
        through = [i for i in sorted(begun) if all(v.passed for v in begun[i])]
        ended = self.answers([(chunk[i], rest) for i in through]) if rest else {}
        # what passed the probes and was cut off before the rest is not told
        cut = {i for place, i in enumerate(through) if rest and place not in ended}
        for index in sorted(set(begun) - cut):
            more = ended.get(through.index(index), []) if index in through else self.unrun(rest)
            yield self.keep(chunk[index], [*begun[index], *more])

    def unrun(self, tests: Sequence[TestCase]) -> list[Verdict]:
        """Return verdicts for tests that were left out."""
        return [Verdict(test.name, Outcome.SKIPPED, message=LEFT_OUT) for test in tests]

    def map(self, jobs: list) -> Iterator[Try]:
        """Yield the tries of jobs in the order of the jobs, so that a search repeats itself."""
        answers = self.answers(jobs)
        for index in sorted(answers):
            yield self.keep(jobs[index][0], answers[index])

    def answers(self, jobs: list) -> dict[int, list[Verdict]]:
        """Return the verdicts of jobs by their places; fewer when the budget's seconds run out."""
        batch = min(BATCH, max(1, len(jobs) // 4))
        return dict(self.sandbox.map(jobs, batch, until=self.deadline))


def identity(source: str) -> tuple[str, ...]:
    """Return what two texts of one program share: its tokens."""
    return tuple(token.text for token in tokens(source.strip()))
