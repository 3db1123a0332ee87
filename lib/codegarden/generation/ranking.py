"""Which of the passing candidates is the answer: likely ones that agree with one another.

Candidates that pass the same tests are run on further inputs, made from the given ones; those that
behave alike there support one another (Li et al. 2022, AlphaCode: clustering by behaviour). What
raises exceptions there is doubted.
"""

import random
import time
from typing import Any

from codegarden.generation.given import given_for
from codegarden.generation.judging import Judged, Ledger
from codegarden.generation.sources import Request
from codegarden.program import Outcome, Program, TestCase
from codegarden.synthesis.inputs import varied

FAILS = 6.0  # bits of failing on all further inputs
HEARD = 0.07  # of the bits that a language model gives to a program, those that count
MOST = 24  # passing candidates that are compared
INPUTS, EACH = 15, 5  # further inputs, and of them made from each given one


def choose(request: Request, ledger: Ledger, deadline: float) -> Judged | None:
    """Return the answer: the best passing candidate, else the best partial one, else None."""
    passing = ledger.passing[:MOST]
    if not passing:
        key = lambda j: (-j.share, j.cost)  # noqa: E731
        return min(ledger.judged, key=key, default=None)
    costs = {j.candidate.code: j.cost for j in passing}
    for judged in passing if hasattr(request.language_model, "log_prob") else ():
        if len(passing) > 1 and time.monotonic() < deadline:
            code = judged.candidate.code
            score = ledger.attempt(
                "language model", lambda code=code: request.language_model.log_prob([code])[0], 0.0
            )
            costs[code] -= HEARD * float(score)
    if len(passing) == 1 or time.monotonic() > deadline:
        return min(passing, key=lambda j: costs[j.candidate.code])
    behaviours = behave(passing, ledger, request.random, deadline)
    for judged, behaviour in zip(passing, behaviours, strict=True):
        costs[judged.candidate.code] += FAILS * failing(behaviour, behaviours)
    best: dict[tuple, float] = {}  # of each behaviour and source: copies of one idea count once
    for judged, behaviour in zip(passing, behaviours, strict=True):
        group = (behaviour, judged.candidate.source)
        best[group] = max(best.get(group, 0.0), 2.0 ** -costs[judged.candidate.code])
    weight: dict[Any, float] = {}
    for (behaviour, _), share in best.items():
        weight[behaviour] = weight.get(behaviour, 0.0) + share
    ranked = sorted(
        zip(passing, behaviours, strict=True),
        key=lambda pair: (-weight[pair[1]], costs[pair[0].candidate.code]),
    )
    return ranked[0][0]


def failing(behaviour: tuple, behaviours: list[tuple]) -> float:
    """Return the share of inputs on which a program fails and another does not."""
    columns = list(zip(behaviour, *behaviours, strict=True))
    fails = [own == "error" and any(o != "error" for o in others) for own, *others in columns]
    return sum(fails) / len(fails) if fails else 0.0


def behave(
    passing: list[Judged], ledger: Ledger, draw: random.Random, deadline: float
) -> list[tuple]:
    """Return what each candidate does on further inputs."""
    inputs = varied([args for args, _ in ledger.pairs], EACH, draw)[:INPUTS]
    tests = [TestCase(str(n), args=args) for n, args in enumerate(inputs)]
    tests = given_for(ledger.header, tests).tests
    if not tests:
        return [()] * len(passing)
    jobs = [(Program(j.candidate.code, ledger.entry_point), tests) for j in passing]
    found: list[tuple] = [("error",) * len(tests)] * len(passing)
    for place, verdicts in ledger.sandbox.map(jobs, until=deadline):
        found[place] = tuple(
            v.returned if v.outcome in (Outcome.PASS, Outcome.WRONG) else "error" for v in verdicts
        )
    return found
