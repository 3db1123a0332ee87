"""How far patches agree with each other on generated inputs, where no one knows what is right.

Patches that pass the same tests often differ beyond them. Those that behave as many others do are
more often right: the majority of independent repairs (as in CodeT, Chen et al. 2022,
arXiv:2207.10397, dual execution agreement).
"""

from collections import defaultdict
from collections.abc import Sequence
from random import Random

from codegarden.program import Outcome, Program, TestCase, Verdict
from codegarden.repair.inputs import generated
from codegarden.sandbox import Sandbox

INPUTS = 40
HARMLESS = (Outcome.PASS, Outcome.WRONG)


def behaviours(
    programs: Sequence[Program],
    tests: Sequence[TestCase],
    sandbox: Sandbox,
    random: Random,
    count: int = INPUTS,
) -> list[tuple[str, ...]]:
    """Return what each program does on the same generated inputs, one text an input."""
    inputs = generated(tests, random, count)
    if not inputs:
        return [()] * len(programs)
    found: list[tuple[str, ...]] = [()] * len(programs)
    for index, verdicts in sandbox.map([(program, inputs) for program in programs]):
        found[index] = tuple(map(behaviour, verdicts))
    return found


def behaviour(verdict: Verdict) -> str:
    """Return what a program did, in one text: the value, or the kind of end."""
    if verdict.outcome in HARMLESS:
        return verdict.returned
    if verdict.outcome is Outcome.EXCEPTION:
        return "exception " + verdict.message.split(":")[0]
    return str(verdict.outcome)


def agreements(found: Sequence[tuple[str, ...]], weights: Sequence[float]) -> list[float]:
    """Return for each program the weighted share of all that behaves as it does, input by input.

    >>> agreements([("1", "2"), ("1", "3"), ("1", "2")], [1, 1, 2])
    [0.875, 0.625, 0.875]
    """
    total = sum(weights)
    if not found or not found[0] or not total:
        return [1.0] * len(found)
    votes: list[dict[str, float]] = [defaultdict(float) for _ in found[0]]
    for one, weight in zip(found, weights, strict=True):
        for vote, text in zip(votes, one, strict=True):
            vote[text] += weight
    return [
        sum(vote[text] for vote, text in zip(votes, one, strict=True)) / total / len(one)
        for one in found
    ]
