"""Runs one program's tests, alone: as few forks as its deaths allow, a finding for each test."""

import time
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from codegarden.program import Outcome
from codegarden.sandbox.child_process import ChildProcess
from codegarden.sandbox.compare import shorten
from codegarden.sandbox.evaluator import Evaluator
from codegarden.sandbox.forking import Zygote
from codegarden.sandbox.limits import Limits
from codegarden.sandbox.listening import Ended
from codegarden.sandbox.plans import STDOUT_SHOWN, Finding, Plan, failure

SKIPPED = Finding(Outcome.SKIPPED, "skipped: an earlier test of this program timed out")


@dataclass(frozen=True)
class Resources:
    """What running a program takes: two processes, limits, and the channel to the master."""

    zygote: Zygote
    evaluator: Evaluator
    limits: Limits
    master: int

    def start(self, programs: list, deadline: float, **options: Any) -> ChildProcess:
        """Fork a child for some programs, each with its steps."""
        return ChildProcess(self.zygote, self.limits, programs, self.master, deadline, **options)


class Examination:
    """One program with its tests' plans, and the findings so far."""

    def __init__(self, resources: Resources, **options: Any):
        self.resources, self.options = resources, options
        self.findings: list[Finding] = []
        self.rest: Finding | None = None  # what all further tests get

    def run(self, source: str, entry_point: str, plans: list[Plan]) -> list[Finding]:
        """Return a finding for each plan, in order."""
        self.source, self.entry_point = source, entry_point
        self.deadline = time.monotonic() + self.resources.limits.total_wall_s
        for is_direct, group in groupby(plans, lambda plan: bool(plan.steps)):
            if is_direct:
                self.run_direct(list(group))
            else:
                for plan in group:
                    self.run_by_proxy(plan)
        return self.findings

    def run_direct(self, plans: list[Plan]) -> None:
        """Run plans that have steps: in one fork, and in another after each death."""
        start = len(self.findings)
        while not self.rest and len(self.findings) < start + len(plans):
            left = plans[len(self.findings) - start :]
            child = self.start([step for plan in left for step in plan.steps])
            try:
                if self.load(child):
                    for plan in left:
                        found = follow(plan, self.entry_point, child, self.resources)
                        if not found:
                            child.close()
                            self.run_by_proxy(plan)
                            break
                        self.add(found)
                        if child.is_over or self.rest:
                            break
            except Ended as ended:
                self.add(after(ended, child))
            finally:
                child.close()
        if self.rest:
            self.findings += [self.rest] * (start + len(plans) - len(self.findings))

    def run_by_proxy(self, plan: Plan) -> None:
        """Run an assert line or a suite that has no steps, or whose steps do not do."""
        if plan.error:
            self.findings.append(Finding(Outcome.HARNESS_ERROR, plan.error))
            return
        if not self.rest:
            child = self.start([["serve"]])
            try:
                if self.load(child):
                    finding = self.resources.evaluator.run(plan.test, self.entry_point, child)
                    self.add(replace(finding, cpu_s=child.lap()))
                    return
            except Ended as ended:
                self.add(after(ended, child))
                return
            finally:
                child.close()
        self.findings.append(self.rest)

    def start(self, steps: list) -> ChildProcess:
        """Fork a child for the program with some steps."""
        programs = [[self.source, self.entry_point, steps]]
        return self.resources.start(programs, self.deadline, **self.options)

    def load(self, child: ChildProcess) -> bool:
        """Return whether the program loads; where it does not, all further tests say why."""
        try:
            failed = settle_load(child.reply())
        except Ended as ended:
            if ended.outcome == Outcome.TIMEOUT:
                raise Ended(ended.outcome, f"while loading: {ended.message}") from None
            self.rest = after(ended, child)
            return False
        self.rest = failed
        return not failed

    def add(self, finding: Finding) -> None:
        """Note a finding; after a first time-out the remaining tests are skipped."""
        self.findings.append(finding)
        if finding.outcome is Outcome.TIMEOUT:
            self.rest = SKIPPED


def settle_load(reply: list) -> Finding | None:
    """Return the finding for all tests of a program that does not load, else None."""
    tag, content, stdout, _ = reply
    if tag == "loaded":
        return None
    return replace(failure(tag, content), stdout=shorten(stdout, STDOUT_SHOWN))


def follow(
    plan: Plan, entry_point: str, child: ChildProcess, resources: Resources
) -> Finding | None:
    """Read the replies to a plan's steps, and judge them.

    None where a value is no plain data and the test may go on with it: by proxy, that is.
    """
    values: list = []
    finding = None
    printed, covered, size = "", set(), 0
    is_usable = False
    for _ in plan.steps:
        tag, content, stdout, lines = child.reply()
        size += len(child.data)
        printed += stdout
        covered.update(lines)
        if tag == "value":
            values.append(content)
        elif not finding:
            finding = failure(tag, content)
            is_usable = tag == "odd" and plan.may_go_on()
        if child.is_over:
            break
    if is_usable:
        return None
    if not finding and plan.is_quick(size):
        finding = plan.settle(values)
    elif not finding:
        limits, evaluator = resources.limits, resources.evaluator
        finding = evaluator.judge(plan.test, entry_point, values, limits, child.deadline)
    shown = shorten(printed, STDOUT_SHOWN)
    lines = tuple(sorted(covered))
    return Finding(finding.outcome, finding.message, finding.returned, shown, child.lap(), lines)


def after(ended: Ended, child: ChildProcess) -> Finding:
    """Return the finding for the end of a child."""
    child.close()
    return Finding(Outcome(ended.outcome), ended.message, cpu_s=child.lap())
