"""How long a candidate may run: as short as the original's own tests allow.

A search is as fast as its time-outs are short, for every endless loop costs the whole limit. So
tests are run in stages, the cheap ones first and each under a limit of its own pace; the limits of
the sandbox are for what looks right but slow.
"""

from collections.abc import Sequence
from typing import NamedTuple

from codegarden.program import Outcome, Program, TestCase, Verdict
from codegarden.sandbox import Limits, Sandbox

# a candidate may take this many times what the original takes for a test
ROOM = 10.0
# seconds of CPU time; a few limits only, so that stages are few and sandboxes can be shared
TIERS = (0.05, 0.2, 1.0)
SLOWEST = 5.0
# seconds of CPU time below which a whole suite costs no more than starting its process
CHEAP = 0.004
MOST_PROBES = 3
MEMORY = 48 << 20
ENDLESS = (Outcome.TIMEOUT, Outcome.SKIPPED)


class Stage(NamedTuple):
    """Places of tests that are run together, and the CPU seconds that each of them may take."""

    places: list[int]
    cpu_s: float


def limits_for(program: Program, tests: Sequence[TestCase], sandbox: Sandbox) -> Limits:
    """Return limits of a sandbox for the search of a program's repair.

    ``sandbox`` has generous limits, and runs the program once. Tests on which it does not end say
    nothing.
    """
    cpu_s = min(SLOWEST, max(TIERS[-1], ROOM * slowest(sandbox.run(program, tests))))
    return Limits(cpu_s=cpu_s, wall_s=10 * cpu_s, memory=MEMORY)


def slowest(verdicts: Sequence[Verdict]) -> float:
    """Return the CPU seconds of the slowest test that ended."""
    return max((v.cpu_s for v in verdicts if v.outcome not in ENDLESS), default=0.0)


def pace(cpu_s: float) -> float:
    """Return the limit for candidates on a test that took the original so many CPU seconds."""
    return next((tier for tier in TIERS if tier >= ROOM * cpu_s), TIERS[-1])


def stages(first: Sequence[Verdict]) -> list[Stage]:
    """Return the order in which tests show soonest that a candidate is wrong, in stages.

    ``first`` are the original's verdicts. What it fails comes first, because little passes that;
    of a suite that is not cheap a few such tests come alone. A test on which it does not end may
    take what the slowest of the others may.
    """
    usual = pace(slowest(first))
    paces = [usual if v.outcome in ENDLESS else pace(v.cpu_s) for v in first]
    # by how it ended and not by its time, which is never the same twice
    late = [verdict.outcome in ENDLESS for verdict in first]
    order = sorted(range(len(first)), key=lambda i: (first[i].passed, paces[i], late[i]))
    probes: list[int] = []
    if sum(verdict.cpu_s for verdict in first if verdict.passed) >= CHEAP:
        probes = [i for i in order if not first[i].passed][:MOST_PROBES]
    rest = [i for i in order if i not in probes]
    groups = [[i for i in rest if paces[i] == tier] for tier in TIERS]
    return [Stage(group, max(paces[i] for i in group)) for group in [probes, *groups] if group]
