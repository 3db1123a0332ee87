"""Runs many programs in one fork, as far as they allow it.

A program that passes the static analysis shares a child with others; every other program runs
alone. Only plain failures are believed of a batch: a wrong value, an exception, a test that used up
its CPU time, which the kernel's clock counts from the child's last reply, so that no neighbour's is
in it. Whoever passes all tests is confirmed alone, and so is whatever ended a batch in another way,
ran out of memory, or did anything else that a neighbour might have had a part in.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from codegarden.program import Outcome
from codegarden.sandbox.child_process import ChildProcess
from codegarden.sandbox.examine import SKIPPED, Resources, after, follow, settle_load
from codegarden.sandbox.listening import Ended
from codegarden.sandbox.plans import Finding, Plan
from codegarden.sandbox.static_analysis import may_share

BELIEVED = frozenset(
    (
        Outcome.PASS,
        Outcome.WRONG,
        Outcome.EXCEPTION,
        Outcome.NOT_PLAIN_DATA,
        Outcome.SYNTAX_ERROR,
        Outcome.MISSING_FUNCTION,
        Outcome.TIMEOUT,
        Outcome.SKIPPED,
    )
)


@dataclass
class Entry:
    """One program of a batch."""

    number: int
    source: str
    entry_point: str
    plans: list[Plan]
    wants: str = ""
    files: dict[str, bytes] | None = None
    cpu_s: float = math.inf

    def may_share(self) -> bool:
        """Return whether the program may share a child, and all of its tests are direct."""
        return (
            bool(self.plans) and all(plan.steps for plan in self.plans) and may_share(self.source)
        )

    def request(self) -> list:
        """Return the program as the child wants it."""
        steps = [step for plan in self.plans for step in plan.steps]
        return [self.source, self.entry_point, steps]


def run(
    entries: list[Entry],
    resources: Resources,
    answer: Callable[[Entry, list[Finding]], None],
) -> list[Entry]:
    """Answer the programs whose findings in a batch are believed; return the others."""
    shared, alone = [], []
    for entry in entries:
        (shared if entry.may_share() else alone).append(entry)
    while shared:
        shared, others = run_fork(shared, resources, answer)
        alone += others
    return alone


def run_fork(
    entries: list[Entry], resources: Resources, answer: Callable
) -> tuple[list[Entry], list[Entry]]:
    """Run programs in one child; return those it did not get to, and those to run alone."""
    alone: list[Entry] = []
    deadline = time.monotonic() + resources.limits.total_wall_s
    child = resources.start([entry.request() for entry in entries], deadline)
    try:
        for place, entry in enumerate(entries):
            try:
                findings = read(entry, child, resources)
            except Ended:
                alone.append(entry)
                return entries[place + 1 :], alone
            if is_believed(findings):
                answer(entry, findings)
            else:
                alone.append(entry)
            if child.ended:
                return entries[place + 1 :], alone
    finally:
        child.close()
    return [], alone


def read(entry: Entry, child: ChildProcess, resources: Resources) -> list[Finding]:
    """Read one program's replies, and judge them; nothing where a test takes more than these.

    Raises ``Ended`` where the child ended, but for a test that used up its CPU time.
    """
    failed = settle_load(child.reply())
    if failed:
        return [failed] * len(entry.plans)
    findings: list[Finding] = []
    is_enough = True
    for plan in entry.plans:
        try:
            found = follow(plan, entry.entry_point, child, resources)
            # without the child's end, a time-out is the test's own
            is_enough = is_enough and found is not None and found.outcome is not Outcome.TIMEOUT
            findings.append(found or SKIPPED)
        except Ended as ended:
            if not child.is_spent:
                raise
            findings.append(after(ended, child))
            return findings + [SKIPPED] * (len(entry.plans) - len(findings))
        if child.is_over:
            raise Ended(findings[-1].outcome, findings[-1].message)
    return findings if is_enough else []


def is_believed(findings: list[Finding]) -> bool:
    """Return whether these are plain failures."""
    outcomes = {finding.outcome for finding in findings}
    return bool(outcomes) and outcomes <= BELIEVED and outcomes != {Outcome.PASS}
