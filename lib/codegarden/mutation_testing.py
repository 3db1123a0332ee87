"""How good are the tests? The share of small changes to a program that they notice.

Every mutant is run on the tests. A mutant that fails some test is killed; one that passes all
survives, and shows either a gap in the tests or a change that makes no difference. Nothing is
stored or printed here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

import pandas as pd

from codegarden.mutation import Mutant, as_program, mutants
from codegarden.program import Outcome, Program, TestCase, Verdict
from codegarden.sandbox import Sandbox

Record = Callable[[Program, Sequence[TestCase], Sequence[Verdict]], None]
CLASSIC = (
    *("replace-comparison", "negate-condition", "replace-connective", "replace-condition"),
    *("replace-arithmetic", "replace-augmented", "drop-term", "change-sign"),
    *("change-number", "change-string", "change-boolean", "delete-statement", "change-flow"),
    *("replace-function", "replace-method", "swap-arguments", "drop-argument", "change-slice"),
    *("replace-index", "unwrap-call", "change-result"),
)
BATCH = 8


class MutationTestingError(ValueError):
    """Tests that cannot judge mutants, because the program itself does not pass them."""


@dataclass(frozen=True)
class Killed:
    """A mutant that some test noticed: the name of the first such test, and how it ended."""

    mutant: Mutant
    test: str
    outcome: Outcome


@dataclass(frozen=True)
class Report:
    """The outcome of mutation testing one program.

    ``unreached`` are the survivors among the mutants whose lines no test runs. ``failures`` are the
    operators that failed on the program, and so are missing here, each with its error.
    """

    program: Program
    killed: tuple[Killed, ...]
    survived: tuple[Mutant, ...]
    unreached: tuple[Mutant, ...]
    failures: Mapping[str, str] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """The share of mutants killed, in [0, 1]; 1 where there is none."""
        every = len(self.killed) + len(self.survived)
        return len(self.killed) / every if every else 1.0

    def table(self) -> pd.DataFrame:
        """Return one row an operator: mutants, killed, score; the lowest score first."""
        rows = [(one.mutant.operator, 1) for one in self.killed]
        rows += [(one.operator, 0) for one in self.survived]
        table = pd.DataFrame(rows, columns=["operator", "killed"]).groupby("operator")["killed"]
        counted = table.agg(["size", "sum", "mean"])
        counted.columns = ["mutants", "killed", "score"]
        return counted.sort_values(["score", "mutants"], ascending=[True, False])

    def render(self, most: int = 20) -> str:
        """Return the report as text: the score, and survivors with their diffs."""
        every = len(self.killed) + len(self.survived)
        lines = [
            f"{len(self.killed)} of {every} mutants killed: mutation score {self.score:.1%}",
            f"{len(self.survived)} survived, {len(self.unreached)} of them on lines not run",
            *(f"the operator {name} failed ({why})" for name, why in self.failures.items()),
        ]
        for mutant in self.survived[:most]:
            lines += [
                "",
                f"survived: {mutant.sentence} ({mutant.operator})",
                mutant.diff().rstrip(),
            ]
        if len(self.survived) > most:
            lines += ["", f"... and {len(self.survived) - most} more"]
        return "\n".join(lines)


def mutation_testing(
    program: Program,
    tests: Sequence[TestCase],
    sandbox: Sandbox,
    operators: Iterable[str] | None = CLASSIC,
    sample: int | None = None,
    seed: int = 0,
    record: Record | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> Report:
    """Run the mutants of a program on its tests.

    ``operators`` are by default those that the field uses for this (the families of mutmut and
    cosmic-ray), None for all. ``sample`` bounds the number of mutants, drawn by prior with the
    seed. ``progress`` is called with the number done and the number of all.

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
    ended = outcomes(program, chosen, tests, sandbox, record, progress)
    survived = tuple(m for m, fatal in zip(chosen, ended, strict=True) if fatal is None)
    return Report(
        program=program,
        killed=tuple(
            Killed(m, fatal.test, fatal.outcome)
            for m, fatal in zip(chosen, ended, strict=True)
            if fatal is not None
        ),
        survived=survived,
        unreached=tuple(m for m in survived if not m.lines & reached),
        failures=made.failures,
    )


def outcomes(program, chosen, tests, sandbox, record, progress) -> list[Verdict | None]:
    """Return for each mutant the verdict of the first test that it fails, or None."""
    ended: list[Verdict | None] = [None] * len(chosen)
    jobs = ((as_program(mutant, program), tests) for mutant in chosen)
    for done, (index, verdicts) in enumerate(sandbox.map(jobs, batch=BATCH), 1):
        ended[index] = next((verdict for verdict in verdicts if not verdict.passed), None)
        if record:
            record(as_program(chosen[index], program), tests, verdicts)
        if progress:
            progress(done, len(chosen))
    return ended
