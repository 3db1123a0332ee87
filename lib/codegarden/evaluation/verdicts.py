"""Programs x tests -> verdicts, as a table with one row each.

Runs nothing itself (the sandbox does) and stores nothing (a ``record`` callback may).
"""

from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from codegarden.evaluation.unfinished import Known, Unfinished, missing
from codegarden.program import Program, TestCase, Verdict
from codegarden.sandbox import Sandbox

Record = Callable[[Program, Sequence[TestCase], Sequence[Verdict]], None]

COLUMNS = [
    *("problem", "program", "label", "origin", "operator", "is_correct", "parents"),
    *("test", "test_origin", "outcome", "passed", "cpu_s", "message", "returned", "stdout"),
]


def evaluate(
    programs: Iterable[Program],
    tests_of: Callable[[Program], Sequence[TestCase]],
    sandbox: Sandbox,
    record: Record | None = None,
    known: Known | None = None,
) -> pd.DataFrame:
    """Run every program on its tests.

    Returns one row a verdict, with the columns ``COLUMNS``, in the order of the programs and their
    tests. ``record`` is called with each program as soon as its verdicts are there, in the order in
    which they finish, so that an interruption loses none that was recorded. ``known`` is asked for
    some programs with their tests at a time, and gives the verdicts that each has already, by the
    tests' names: these tests are not run again, nor recorded. Programs without tests give no row.
    """
    jobs = [(program, tests) for program in programs if (tests := tests_of(program))]
    todo = Unfinished(jobs, known)
    for place, verdicts in sandbox.map(todo):
        index, new = todo.places[place], iter(verdicts)
        before = todo.verdicts[index]
        if record:
            record(*missing(*jobs[index], before), verdicts)
        todo.verdicts[index] = [one or next(new) for one in before]
    rows = [
        (
            *(program.problem, program.sha256, program.label, program.origin, program.operator),
            *(program.is_correct, program.parents),
            *(verdict.test, test.origin, str(verdict.outcome), verdict.passed, verdict.cpu_s),
            *(verdict.message, verdict.returned, verdict.stdout),
        )
        for (program, tests), verdicts in zip(jobs, todo.verdicts, strict=True)
        for test, verdict in zip(tests, verdicts, strict=True)
    ]
    # the types are those of a table with rows, also where there is none
    return pd.DataFrame(rows, columns=COLUMNS).astype({"passed": bool, "cpu_s": float})
