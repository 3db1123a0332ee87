"""The outcome of mutation testing: what was killed, what survived, and the score."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from codegarden.mutation import Mutant
from codegarden.mutation.testing.session import mutant_id
from codegarden.program import Outcome, Program


@dataclass(frozen=True)
class Killed:
    """A mutant that some test noticed: the name of the first such test, and how it ended."""

    mutant: Mutant
    test: str
    outcome: Outcome


@dataclass(frozen=True)
class Report:
    """The outcome of mutation testing one program.

    ``unreached`` are the survivors among the mutants whose lines no test runs, ``accepted`` those
    that somebody has looked at and takes for equivalent: they are among neither the killed nor the
    survivors. ``failures`` are the operators that failed on the program, and so are missing here,
    each with its error.
    """

    program: Program
    killed: tuple[Killed, ...]
    survived: tuple[Mutant, ...]
    unreached: tuple[Mutant, ...]
    failures: Mapping[str, str] = field(default_factory=dict)
    accepted: tuple[Mutant, ...] = ()

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
            f"{len(self.survived)} survived, {len(self.unreached)} of them on lines not run"
            + (f"; {len(self.accepted)} accepted" if self.accepted else ""),
            *(f"the operator {name} failed ({why})" for name, why in self.failures.items()),
        ]
        for mutant in self.survived[:most]:
            lines += [
                "",
                f"survived: {mutant.sentence} ({mutant.operator}, "
                f"{mutant_id(self.program, mutant)})",
                mutant.diff().rstrip(),
            ]
        if len(self.survived) > most:
            lines += ["", f"... and {len(self.survived) - most} more"]
        return "\n".join(lines)
