"""Run mutants on tests: one that fails some test is killed, one that passes all survives.

A survivor shows either a gap in the tests or a change that makes no difference. Nothing is stored
or printed here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from random import Random
from typing import Protocol

from codegarden.mutation import Mutant, as_program, mutants
from codegarden.mutation.testing.report import Killed, Report
from codegarden.mutation.testing.session import Session
from codegarden.program import Program, TestCase, Verdict

Record = Callable[[Program, Sequence[TestCase], Sequence[Verdict]], None]
CLASSIC = (
    *("replace-comparison", "negate-condition", "replace-connective", "replace-condition"),
    *("replace-arithmetic", "replace-augmented", "drop-term", "change-sign"),
    *("change-number", "change-string", "change-boolean", "delete-statement", "change-flow"),
    *("replace-function", "replace-method", "swap-arguments", "drop-argument", "change-slice"),
    *("replace-index", "unwrap-call", "change-result"),
)
BATCH = 8


class Judge(Protocol):
    """What runs programs on tests: a ``Sandbox``, or the judge of a ``PytestSuite``."""

    def map(self, jobs: Iterable, batch: int = 1) -> Iterator[tuple[int, list[Verdict]]]:
        """Yield a job's place and its verdicts as they come."""

    def coverage(
        self, program: Program, tests: Sequence[TestCase]
    ) -> list[tuple[Verdict, frozenset[int]]]:
        """Return each test's verdict with the lines of the program that it ran."""


class MutationTestingError(ValueError):
    """Tests that cannot judge mutants, because the program itself does not pass them."""


def mutation_testing(
    program: Program,
    tests: Sequence[TestCase],
    sandbox: Judge,
    operators: Iterable[str] | None = CLASSIC,
    sample: int | None = None,
    seed: int = 0,
    record: Record | None = None,
    progress: Callable[[int, int], object] | None = None,
    session: Session | None = None,
) -> Report:
    """Run the mutants of a program on its tests.

    ``operators`` are by default those that the field uses for this (the families of mutmut and
    cosmic-ray), None for all. ``sample`` bounds the number of mutants, drawn by prior with the
    seed. ``progress`` is called with the number done and the number of all. A ``session`` knows the
    mutants that were run before and those that were accepted, and notes the others.

    Raises ``MutationTestingError`` when there are no tests or the program fails one, and
    ``codegarden.mutation.MutationError`` for a program that does not parse.
    """
    if not tests:
        raise MutationTestingError("there are no tests: give at least one")
    covered = sandbox.coverage(program, tests)
    for verdict, _ in covered:
        if not verdict.passed:
            raise MutationTestingError(
                f"the program itself fails test {verdict.test} ({verdict.outcome} "
                f"{verdict.message}): mend one of them first"
            )
    made = mutants(program.source, operators)
    chosen = list(made) if sample is None else made.sample(Random(seed), sample)
    reached = frozenset().union(*(lines for _, lines in covered))
    session = session or Session()
    accepted = [one for one in chosen if session.accepts(program, one)]
    judged = [one for one in chosen if not session.accepts(program, one)]
    ended = outcomes(program, judged, tests, sandbox, record, progress, session)
    survived = tuple(m for m, fatal in zip(judged, ended, strict=True) if fatal is None)
    return Report(
        program=program,
        killed=tuple(
            Killed(m, fatal.test, fatal.outcome)
            for m, fatal in zip(judged, ended, strict=True)
            if fatal is not None
        ),
        survived=survived,
        unreached=tuple(m for m in survived if not m.lines & reached),
        failures=made.failures,
        accepted=tuple(accepted),
    )


def outcomes(
    program: Program,
    chosen: Sequence[Mutant],
    tests: Sequence[TestCase],
    sandbox: Judge,
    record: Record | None,
    progress: Callable[[int, int], object] | None,
    session: Session,
) -> list[Verdict | None]:
    """Return for each mutant the verdict of the first test that it fails, or None."""
    known = [session.known(program, mutant) for mutant in chosen]
    ended = [one[0] if one else None for one in known]
    left = [place for place, one in enumerate(known) if one is None]
    jobs = ((as_program(chosen[place], program), tests) for place in left)
    answers = sandbox.map(jobs, batch=BATCH)
    for done, (number, verdicts) in enumerate(answers, len(chosen) - len(left) + 1):
        place = left[number]
        ended[place] = next((verdict for verdict in verdicts if not verdict.passed), None)
        session.note(program, chosen[place], ended[place])
        if record:
            record(as_program(chosen[place], program), tests, verdicts)
        if progress:
            progress(done, len(chosen))
    return ended
