"""How far patches agree with each other on generated inputs, where no one knows what is right.

Patches that pass the same tests often differ beyond them. Those that behave as many others do are
more often right: the majority of independent repairs (as in CodeT, Chen et al. 2022,
arXiv:2207.10397, dual execution agreement). So are those that leave alone what the original does
near the tests that it passes (Xiong et al. 2018, doi:10.1145/3180155.3180182).
"""

import ast
import math
from collections import defaultdict
from collections.abc import Sequence
from random import Random
from typing import Any

from codegarden.program import Outcome, Program, TestCase, Verdict
from codegarden.repair.inputs import generated
from codegarden.repair.records import Within
from codegarden.sandbox import Sandbox

INPUTS = 40
HARMLESS = (Outcome.PASS, Outcome.WRONG)


def behaviours(
    programs: Sequence[Program],
    tests: Sequence[TestCase],
    sandbox: Sandbox,
    random: Random,
    count: int = INPUTS,
    until: float = math.inf,
    cpu_s: float = math.inf,
    within: Within = iter,
) -> list[tuple[str, ...]]:
    """Return what each program does on the same generated inputs, one text an input.

    Nothing for a program that has not been run on them at the time ``until`` of ``time.monotonic``.
    Each input may take ``cpu_s`` seconds of CPU time, if that is less than the sandbox's limit.
    """
    inputs = generated(tests, random, count, within)
    if not inputs:
        return [()] * len(programs)
    found: list[tuple[str, ...]] = [()] * len(programs)
    jobs = [(program, inputs) for program in programs]
    for index, verdicts in sandbox.map(jobs, until=until, cpu_s=cpu_s):
        found[index] = tuple(map(behaviour, verdicts))
    return found


def behaviour(verdict: Verdict) -> str:
    """Return what a program did, in one text: the value, or the kind of end."""
    if verdict.outcome in HARMLESS:
        return in_one_order(verdict.returned)
    if verdict.outcome is Outcome.EXCEPTION:
        return "exception " + verdict.message.split(":")[0]
    return str(verdict.outcome)


def in_one_order(text: str) -> str:
    """Return the text of a value with the entries of dictionaries and sets in one order.

    What cannot be read, because it was shortened, stays as it is.

    >>> in_one_order("[{2: 'b', 1: 'a'}]") == in_one_order("[{1: 'a', 2: 'b'}]")
    True
    """
    if "{" not in text:
        return text
    try:
        return repr(sorted_inside(ast.literal_eval(text)))
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return text


def sorted_inside(value: Any) -> Any:
    """Return a value with each dictionary and set in it as a sorted list of texts."""
    if isinstance(value, dict):
        pairs = ((repr(key), repr(sorted_inside(one))) for key, one in value.items())
        return "dict", sorted(pairs)
    if isinstance(value, set | frozenset):
        return "set", sorted(repr(sorted_inside(one)) for one in value)
    if isinstance(value, list | tuple):
        return type(value)(map(sorted_inside, value))
    return value


def constancies(original: tuple[str, ...], found: Sequence[tuple[str, ...]]) -> list[float]:
    """Return for each program the share of the original's values that it returns too.

    >>> constancies(("1", "2", "exception ValueError"), [("1", "3", "4"), ("1", "2", "5")])
    [0.5, 1.0]
    """
    told = [place for place, text in enumerate(original) if is_value(text)]
    return [
        sum(one[place] == original[place] for place in told) / len(told) if told and one else 1.0
        for one in found
    ]


def is_value(text: str) -> bool:
    """Whether a behaviour is a returned value."""
    return not text.startswith("exception ") and text not in map(str, Outcome)


def agreements(found: Sequence[tuple[str, ...]], weights: Sequence[float]) -> list[float]:
    """Return for each program the weighted share of all that behaves as it does, input by input.

    A program of which nothing is known agrees with none; where nothing is known of any, all agree.

    >>> agreements([("1", "2"), ("1", "3"), ("1", "2"), ()], [1, 1, 2, 1])
    [0.875, 0.625, 0.875, 0.0]
    """
    total = sum(weight for one, weight in zip(found, weights, strict=True) if one)
    if not total:
        return [1.0] * len(found)
    votes: list[dict[str, float]] = [defaultdict(float) for _ in max(found, key=len)]
    for one, weight in zip(found, weights, strict=True):
        for vote, text in zip(votes, one, strict=False):
            vote[text] += weight
    return [
        sum(vote[text] for vote, text in zip(votes, one, strict=False)) / total / len(votes)
        for one in found
    ]
