"""Candidates in, verdicts out: the sandbox runs them, and the ledger remembers each."""

import ast
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from codegarden.description.examples import literal
from codegarden.description.types import type_of
from codegarden.generation.given import Given, given_for
from codegarden.generation.header import Header
from codegarden.program import Program, TestCase, TestKind, Verdict
from codegarden.sandbox import Sandbox
from codegarden.synthesis.candidates import Candidate
from codegarden.synthesis.examples import TestTextError

# bits of a type that is not the expected one, counted on the references of 470 training problems of
# MBPP: 11 return 7.0 where 7 is expected, none anything else of this kind
FLOAT_FOR_INT, OTHER_TYPE = 5.4, 9.9
COLUMNS = ["source", "origin", "cost", "passed", "tests", "seconds", "code"]
COMPARED = 100  # results of one input at most: each with all, of up to a million characters
TOGETHER = 8  # candidates that the sandbox is sent at a time, which starts one process for all
ERROR = "an error"  # what a program that fails on an input does there
FAILS = """
def fails_(call):
    try:
        call()
    except Exception:
        return True
    return False
"""
Watch = Callable[[str], bool]  # is called with the stage; whether to stop


@dataclass(frozen=True)
class Judged:
    """A candidate with its verdicts, and the seconds since the start at which they came.

    ``cost`` are the candidate's bits and those of what its results raise in doubts.
    """

    candidate: Candidate
    verdicts: tuple[Verdict, ...]
    at: float
    cost: float

    @property
    def doubt(self) -> float:
        """The bits that its results raise in doubts."""
        return self.cost - self.candidate.cost

    @property
    def share(self) -> float:
        """Share of the tests passed, 0 without tests."""
        return self.passed / len(self.verdicts) if self.verdicts else 0.0

    @property
    def passes(self) -> bool:
        """Whether there are tests, and all passed."""
        return bool(self.verdicts) and all(v.passed for v in self.verdicts)

    @property
    def passed(self) -> int:
        """How many tests passed."""
        return sum(v.passed for v in self.verdicts)


class Ledger:
    """Every candidate that was judged in one generation, each source text once.

    ``pairs`` are the tests' inputs and results, with a value for every parameter. A candidate is
    judged, and kept, under the header that was asked for.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        given: Given,
        header: Header,
        started: float,
        in_folder: bool = False,
        watch: Watch = lambda stage: False,
    ):
        self.sandbox = sandbox
        self.in_folder = in_folder  # for programs about files: each runs in a folder of its own
        self.tests = given.tests
        self.pairs = given.pairs
        self.reachable = reachable(given)
        self.header = header
        self.entry_point = header.owner or header.name  # what a program has to define
        self.started = started
        self.watch = watch
        self.failures: dict[str, str] = {}  # of sources that broke off, by the source's name
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
        """The candidates that passed as many tests as a program can, the likely first.

        That is every test, but where the tests contradict one another.
        """
        passing = (j for j in self.judged if j.verdicts and j.passed >= self.reachable)
        return sorted(passing, key=lambda j: j.cost)

    def judge(self, candidates: Iterable[Candidate], deadline: float) -> list[Judged]:
        """Return what is known of the candidates that are new; at a time the rest is given up."""
        fresh = []
        for candidate in candidates:
            candidate = replace(candidate, code=self.header.dress(candidate.code))
            if candidate.code not in self._seen:
                self._seen.add(candidate.code)
                fresh.append(candidate)
        if not self.tests:
            found = [Judged(each, (), self.elapsed, each.cost) for each in fresh]
            self.judged += found
            return found
        started = time.monotonic()
        found = []
        for place, verdicts in self.verdicts(fresh, deadline):
            cost = fresh[place].cost + self.doubt(verdicts)
            judged = Judged(fresh[place], tuple(verdicts), self.elapsed, cost)
            found.append(judged)
            self.judged.append(judged)
            if judged.share > self.curve[-1][1]:
                self.curve.append((judged.at, judged.share))
            if self.watch(judged.candidate.source):
                break
        self.spend("judging", time.monotonic() - started)
        return found

    def ask(self, args: tuple, reply: str, deadline: float) -> None:
        """Take the reply to a question in as a test, a Python literal or ``ERROR``.

        What has passed every test is judged by it, too. Raises ``TestTextError`` for a reply that
        is neither.
        """
        given = given_for(self.header, [test_of(self.header, args, reply, len(self.tests) + 1)])
        before = self.passing
        self.tests += given.tests
        self.pairs += given.pairs
        self.reachable += 1
        jobs = ((Program(j.candidate.code, self.entry_point), given.tests) for j in before)
        for place, verdicts in self.run(jobs, deadline):
            judged = before[place]
            found = replace(judged, verdicts=(*judged.verdicts, *verdicts))
            self.judged[self.judged.index(judged)] = found

    def doubt(self, verdicts: Sequence[Verdict]) -> float:
        """Return the bits of results of another type than the expected ones: ``3 == 3.0``."""
        bits = 0.0
        for verdict, (_, expected) in zip(verdicts, self.pairs, strict=False):
            result = literal(verdict.returned)
            if result == expected and type_of(result) != type_of(expected):
                looser = type(result) is float and type(expected) is int
                bits = max(bits, FLOAT_FOR_INT if looser else OTHER_TYPE)
        return bits

    def verdicts(self, candidates: Sequence[Candidate], deadline: float) -> Iterator:
        """Yield the place of each candidate and its verdicts on the tests, until a time."""
        jobs = ((Program(c.code, self.entry_point), self.tests) for c in candidates)
        yield from self.run(jobs, deadline)

    def run(self, jobs: Iterable[tuple[Program, list[TestCase]]], deadline: float) -> Iterator:
        """Yield the place of each job and its verdicts, as far as they come until a time."""
        if not self.in_folder:
            yield from self.sandbox.map(jobs, TOGETHER, until=deadline)
            return
        for place, (program, tests) in enumerate(jobs):
            run = self.sandbox.run_in_folder(program, tests, {}, deadline)
            if not run.verdicts:
                return
            yield place, run.verdicts

    def attempt(self, source: str, work: Callable[[], Any], otherwise: Any) -> Any:
        """Return what a source of candidates does; one that breaks off costs itself alone."""
        try:
            return work()
        except Exception as error:  # whatever it is: the other sources go on
            self.failures.setdefault(source, f"{type(error).__name__}: {error}"[:200])
            return otherwise

    def spend(self, source: str, seconds: float) -> None:
        """Account seconds to a source of candidates."""
        self.seconds[source] = self.seconds.get(source, 0.0) + seconds

    def rows(self) -> list[tuple]:
        """Return a row of ``COLUMNS`` for each judged candidate."""
        rows = [
            (
                *(j.candidate.source, j.candidate.origin, j.candidate.cost),
                *(j.passed, len(j.verdicts), j.at, j.candidate.code),
            )
            for j in self.judged
        ]
        assert all(len(row) == len(COLUMNS) for row in rows)
        return rows


def test_of(header: Header, args: tuple, reply: str, number: int) -> TestCase:
    """Return the test that a reply to a question is."""
    if reply == ERROR:
        source = f"fails_(lambda: {header.call(args)})"
        return TestCase(
            str(number), TestKind.EXPRESSION, (), True, source, FAILS, origin="question"
        )
    try:
        expected = ast.literal_eval(reply)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        raise TestTextError(f"{reply[:60]!r} is no Python value: write it as in [1, 'a']") from None
    return TestCase(str(number), args=args, expected=expected, origin="question")


def reachable(given: Given) -> int:
    """Return how many tests one program can pass: of those with one input, those with one result.

    >>> tests = given_tests("f(1) == 2; f(1) == 3; f(2) == 3")
    >>> reachable(given_for(Header("f"), tests))
    2
    """
    if len(given.pairs) != len(given.tests):
        return len(given.tests)
    by_input: dict[str, list[Any]] = {}
    for args, expected in given.pairs:
        by_input.setdefault(repr(args), []).append(expected)
    return sum(map(most_alike, by_input.values()))


def most_alike(results: list[Any]) -> int:
    """Return how many of the results of one input are equal; of very many, as if all were."""
    distinct = {repr(result): result for result in results}
    if len(distinct) > COMPARED:
        return len(results)
    return max(map(results.count, distinct.values()))
