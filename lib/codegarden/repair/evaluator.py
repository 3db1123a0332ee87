"""The evaluator of one search: runs candidates, keeps count, and says when to stop.

The tests that the original fails come first, so that a wrong candidate shows itself early, and a
candidate has to pass one stage before it may go on to the next. One that fails for nothing but its
time may be a right one that is slow: a share of the search looks at those again.
"""

import heapq
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, takewhile
from typing import TypeVar

from codegarden.program import Outcome, Program, TestCase, Verdict
from codegarden.repair.bounds import ENDLESS, Stage, stages
from codegarden.repair.records import LEFT_OUT, Budget, Record, RepairError, Try, is_run
from codegarden.sandbox import Sandbox
from codegarden.syntax.identity import tokens

CHUNK = 48
BATCH = 6
# the share of the search in which the slow are looked at again
SECOND_LOOKS = 0.15
# the share of the budget, and at most so many seconds of it, that are kept for ranking
RANKING, RANKING_S = 0.1, 2.0
Item = TypeVar("Item")


class CandidateEvaluator:
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
        # what may be right but slow: fewer tests passed, number, try; and the seconds spent on it
        self.slow: list[tuple[int, int, Try]] = []
        self.slow_s = 0.0
        # what the search thought of a candidate before it was run, by SHA-256
        self.promise: dict[str, float] = {}
        # what was passed over: operators and programs of the corpus, each with its error
        self.failures: dict[str, str] = {}
        self.limit = sandbox.limits.cpu_s
        first = self.answers([(program, tests)], self.limit).get(0) or self.unrun(tests)
        self.failing = tuple(v.test for v in first if not v.passed)
        order = stages(first) if failing_first else [Stage([*range(len(tests))], self.limit)]
        self.stages = [
            (min(stage.cpu_s, self.limit), [tests[place] for place in stage.places])
            for stage in order
        ]
        self.tests = [test for _, some in self.stages for test in some]
        self.pace = max(cpu_s for cpu_s, _ in self.stages)
        self.original = self.keep(program, [first[i] for stage in order for i in stage.places])

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
        """Yield the tries of some candidates, in order, so that a search repeats itself.

        What was cut off between two stages is not told.
        """
        told: dict[int, list[Verdict]] = {place: [] for place in range(len(chunk))}
        through = list(told)
        for cpu_s, tests in self.stages:
            answers = self.answers([(chunk[place], tests) for place in through], cpu_s)
            for number, place in enumerate(through):
                if number in answers:
                    told[place] += answers[number]
                else:
                    del told[place]
            through = [p for p in through if p in told and all(v.passed for v in told[p])]
        for place, verdicts in told.items():
            one = self.keep(chunk[place], [*verdicts, *self.unrun(self.tests[len(verdicts) :])])
            if self.pace < self.limit and is_slow(one):
                heapq.heappush(self.slow, (-passes(one.verdicts), one.number, one))
            yield one
        yield from self.second_looks()

    def second_looks(self) -> Iterator[Try]:
        """Yield tries of what has been too slow, under the sandbox's limits, where they tell more.

        Those that passed the most tests come first, as far as their share of the time allows.
        """
        while self.slow and self.slow_s + self.limit < SECOND_LOOKS * self.seconds:
            if self.ended():
                return
            count = min(len(self.slow), self.sandbox.size)
            some = [heapq.heappop(self.slow)[-1] for _ in range(count)]
            began = time.monotonic()
            answers = self.answers([(one.program, self.tests) for one in some], self.limit)
            self.slow_s += time.monotonic() - began
            for number, verdicts in sorted(answers.items()):
                if passes(verdicts) > passes(some[number].verdicts):
                    yield self.keep(some[number].program, verdicts)

    def unrun(self, tests: Sequence[TestCase]) -> list[Verdict]:
        """Return verdicts for tests that were left out."""
        return [Verdict(test.name, Outcome.SKIPPED, message=LEFT_OUT) for test in tests]

    def answers(self, jobs: list, cpu_s: float) -> dict[int, list[Verdict]]:
        """Return the verdicts of jobs by their places; fewer when the budget's seconds run out."""
        batch = min(BATCH, max(1, len(jobs) // 4))
        return dict(self.sandbox.map(jobs, batch, until=self.deadline, cpu_s=cpu_s))


def passes(verdicts: Sequence[Verdict]) -> int:
    """Return the number of tests that were passed."""
    return sum(verdict.passed for verdict in verdicts)


def is_slow(one: Try) -> bool:
    """Whether a candidate failed for its time alone."""
    outcomes = {verdict.outcome for verdict in one.verdicts}
    return Outcome.TIMEOUT in outcomes and outcomes <= {Outcome.PASS, *ENDLESS}


def identity(source: str) -> tuple[str, ...]:
    """Return what two texts of one program share: its tokens."""
    return tuple(token.text for token in tokens(source.strip()))
