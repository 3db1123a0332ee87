"""What a repair is asked for and what it gives: budget, tries, patches."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from codegarden.evaluation import fitness
from codegarden.program import Program, TestCase, Verdict
from codegarden.syntax.edits import unified_diff

# the message of the verdict on a test that was left out
LEFT_OUT = "left out: a probe failed, or the budget was over"

Record = Callable[[Program, Sequence[TestCase], Sequence[Verdict]], None]
# passes items on until time is over
Within = Callable[[Iterable[Any]], Iterator[Any]]


class RepairError(ValueError):
    """A repair that cannot be begun; the message says why."""


@dataclass(frozen=True)
class Budget:
    """How long a search may go on.

    ``seconds`` of wall time and ``evaluations`` (programs run) bound it. It ends before, when
    ``patches`` were found. After the first patch it goes on, to find others to rank it among, for
    ``more`` times the evaluations (but for ``least``) or the seconds (and ``least_seconds``) that
    the first one took, whichever ends first.
    """

    seconds: float = 60.0
    evaluations: int | None = None
    patches: int = 40
    more: float = 0.5
    least: int = 1500
    least_seconds: float = 5.0

    def __post_init__(self):
        for name in ("seconds", "evaluations", "patches"):
            value = getattr(self, name)
            if value is not None and value <= 0:
                raise RepairError(f"the budget's {name} is {value}: give a number above 0")


@dataclass(frozen=True)
class Strategy:
    """Which parts of the search take part: switched off one at a time, each shows what it earns."""

    failing_first: bool = True
    promise: bool = True
    prior: bool = True
    localization: bool = True
    language_model: bool = True
    neighbours: bool = True
    second_order: bool = True
    crossover: bool = True
    agreement: bool = True


@dataclass(frozen=True)
class Try:
    """One program that the search has run: its number from 1, and the seconds since the start."""

    program: Program
    verdicts: tuple[Verdict, ...]
    number: int
    seconds: float

    @property
    def fitness(self) -> float:
        """The share of tests passed, in [0, 1]."""
        return fitness(self.verdicts)

    @property
    def plausible(self) -> bool:
        """Whether the program passed every test."""
        return all(verdict.passed for verdict in self.verdicts)


@dataclass(frozen=True)
class Patch:
    """A program that passes all given tests, and how it came about.

    ``evaluations`` and ``seconds`` are what the search had spent when it was found; ``rank`` counts
    from 1. ``fixed`` are the names of the tests that the original failed. ``size`` is the number of
    tokens that the patch takes away or adds, ``score`` what the ranking gave it, ``own`` the part
    of it that does not depend on what programs do, ``agreement`` the share of the other patches'
    behaviour on generated inputs that it has in common, and ``constancy`` the share of the
    original's near the tests that this passes, both in [0, 1].
    """

    program: Program
    diff: str
    verdicts: tuple[Verdict, ...]
    fixed: tuple[str, ...]
    evaluations: int
    seconds: float
    rank: int = 0
    size: int = 0
    score: float = 0.0
    own: float = 0.0
    agreement: float = 1.0
    constancy: float = 1.0

    @property
    def operator(self) -> str:
        """The operators that made the patch, joined by "+"."""
        return self.program.operator

    @property
    def sentence(self) -> str:
        """What was done, in words: "replaced `<=` by `<` in line 4"."""
        return self.program.label

    def explain(self) -> str:
        """Return the sentence, the tests that now pass, and the diff."""
        tests = ", ".join(self.fixed[:5]) + (", …" if len(self.fixed) > 5 else "")
        plural = "test" if len(self.fixed) == 1 else "tests"
        return f"{self.sentence}; now passes {plural} {tests}\n{self.diff}"


@dataclass(frozen=True)
class Repair:
    """The outcome of a search: patches, best first, and what it took.

    ``ended`` says why the search stopped: "already passes", "found", "seconds", "evaluations",
    "stopped" (it was asked to) or "exhausted". ``failures`` are the operators that failed on some
    program, and the programs of the corpus that could not be used, each with the first error: they
    were passed over.
    """

    program: Program
    patches: tuple[Patch, ...]
    failing: tuple[str, ...]
    evaluations: int
    seconds: float
    ended: str
    tries: tuple[Try, ...] = field(default=(), repr=False)
    failures: Mapping[str, str] = field(default_factory=dict)

    @property
    def best(self) -> Patch | None:
        """The first-ranked patch, or None."""
        return self.patches[0] if self.patches else None

    @property
    def tests_run(self) -> int:
        """The number of tests that were run, of all tries together."""
        return sum(is_run(verdict) for one in self.tries for verdict in one.verdicts)

    def table(self) -> pd.DataFrame:
        """Return the search as a table: evaluation, fitness, operator, plausible, seconds."""
        columns = ["evaluation", "fitness", "operator", "plausible", "seconds"]
        rows = [
            (one.number, one.fitness, one.program.operator, one.plausible, one.seconds)
            for one in self.tries
        ]
        return pd.DataFrame(rows, columns=columns)

    def family(self, patches: int = 1) -> list[Program]:
        """Return the first patches with all their ancestors, the original first."""
        known = {one.program.sha256: one.program for one in self.tries}
        known[self.program.sha256] = self.program
        found = {self.program.sha256: self.program}
        open_ = [patch.program for patch in self.patches[:patches]]
        while open_:
            one = open_.pop(0)
            found[one.sha256] = one
            open_ += [known[p] for p in one.parents if p in known and p not in found]
        return sorted(found.values(), key=lambda one: len(ancestors(one, found)))

    def fitness(self) -> dict[str, float]:
        """Return the share of tests passed by the SHA-256 of each program that was run."""
        return {one.program.sha256: one.fitness for one in self.tries}


def is_run(verdict: Verdict) -> bool:
    """Whether a test was run, and not left out."""
    return verdict.message != LEFT_OUT


def ancestors(program: Program, known: dict[str, Program]) -> set[str]:
    """Return the identities of a program's known ancestors."""
    found: set[str] = set()
    open_ = list(program.parents)
    while open_:
        name = open_.pop()
        if name in known and name not in found:
            found.add(name)
            open_ += known[name].parents
    return found


def difference_of(before: Program, after: Program) -> str:
    """Return the difference of two programs by lines."""
    return unified_diff(before.source, after.source)
