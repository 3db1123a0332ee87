"""Which passing candidate is the answer, and how likely it is right.

Candidates that pass the same tests are run on further inputs, made from the given ones; those that
behave alike there are one alternative (Li et al. 2022, AlphaCode: clustering by behaviour). What is
known of each is weighed by a conditional logistic regression (McFadden 1974; one of the
alternatives is right, or none of them) that is fitted to what the search finds for training
problems, whose references tell right from wrong (``codegarden benchmark choice --fit``); of
retrieved ones, to what is retrieved for these (``codegarden benchmark retrieval --fit``).
"""

import ast
import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from codegarden.generation.given import given_for
from codegarden.generation.judging import ERROR, TOGETHER, Judged, Ledger
from codegarden.generation.sources import Request
from codegarden.program import Outcome, Program, TestCase
from codegarden.synthesis.branches import literal_bits
from codegarden.synthesis.inputs import further
from codegarden.synthesis.regression import Regression, read
from codegarden.synthesis.retrieval import FITTED as RETRIEVED

MOST = 64  # passing candidates that are compared
INPUTS = 15  # further inputs
QUICK_S = 0.1  # of CPU time for a further input: whoever takes longer fails there
DRAWN = 3  # times as many are made, since some are the given ones again
FAR = 20.0  # bits: a lead beyond which there is no doubt, as where nothing else passes
# bits beyond the first passing candidate at which right ones still come: of 22 held-back tasks
# that had a right one, searched on for 6 s, the last came at 9
LATER = 10.0
LIKELY = 0.5  # confidence from which an answer is called solved
SURE = 0.9  # probability of being right from which nothing better is sought and nothing asked
FITTED = Path(__file__).with_name("choice.json")


@dataclass(frozen=True)
class Alternative:
    """Passing candidates that behave alike on further inputs; ``judged`` is the likeliest.

    ``behaviour`` has what they return for each further input, as text. ``features`` are what the
    regression weighs, ``probability`` is that of being right.
    """

    judged: Judged
    behaviour: tuple[str, ...]
    size: int
    features: Mapping[str, float]
    probability: float = 0.0


@dataclass(frozen=True)
class Choice:
    """The answer, its probability of being right (None where no test says anything), the others.

    ``alternatives`` come with the likeliest first, ``inputs`` are those that they were compared on.
    """

    answer: Judged | None
    confidence: float | None = None
    alternatives: tuple[Alternative, ...] = ()
    inputs: tuple[tuple, ...] = ()


def regression_for(source: str) -> Regression:
    """Return the regression for candidates of a source; of retrieved ones similarity says most."""
    if source == "retrieval":
        return read(RETRIEVED, "if_passing")
    return read(FITTED)


def choose(request: Request, ledger: Ledger, deadline: float) -> Choice:
    """Return the likeliest passing candidate, else the best partial one, else nothing."""
    passing = ledger.passing[:MOST]
    if not passing or not ledger.tests:
        key = lambda j: (-j.share, j.cost)  # noqa: E731
        return Choice(min(ledger.judged, key=key, default=None))
    inputs = further_inputs(ledger, request.random)
    found = behaviours(passing, inputs, ledger, deadline)
    groups: dict[tuple[str, ...], list[Judged]] = {}
    for place, behaviour in sorted(found.items() or [(0, ())]):
        groups.setdefault(behaviour, []).append(passing[place])
    alternatives = weighed(groups, request, ledger)
    best = alternatives[0]
    compared = tuple(inputs) if found else ()
    return Choice(best.judged, best.probability, tuple(alternatives), compared)


def weighed(
    groups: Mapping[tuple[str, ...], Sequence[Judged]], request: Request, ledger: Ledger
) -> list[Alternative]:
    """Return the alternatives with their probabilities, which add up to at most 1."""
    made = []
    for behaviour, group in groups.items():
        rivals = [each[0].cost for key, each in groups.items() if key != behaviour]
        features = {
            **features_of(group[0], request, ledger),
            "lead": max(-FAR, min([FAR, *(cost - group[0].cost for cost in rivals)])),
            "alike": math.log2(len(group)),
            "fails": failing(behaviour, list(groups)),
        }
        regression = regression_for(group[0].candidate.source)
        probability = doubted(regression.probability(features), group[0].doubt)
        made.append(Alternative(group[0], behaviour, len(group), features, probability))
    return normalized(made)


def normalized(alternatives: Sequence[Alternative]) -> list[Alternative]:
    """Return alternatives, the likeliest first: one of them is right, or none.

    Their probabilities are those of each against none.
    """
    shares = among([each.probability for each in alternatives])
    found = [
        replace(each, probability=share) for each, share in zip(alternatives, shares, strict=True)
    ]
    return sorted(found, key=lambda each: (-each.probability, each.judged.cost))


def doubted(probability: float, bits: float) -> float:
    """Return a probability whose odds are less by some bits.

    >>> doubted(0.5, 1.0)
    0.3333333333333333
    """
    odds = probability / (1 - probability) * 2.0**-bits
    return odds / (1 + odds)


def among(probabilities: Sequence[float]) -> list[float]:
    """Return probabilities of each of several, or none, from those of each against none.

    >>> [round(each, 2) for each in among([0.5, 0.5, 0.0])]
    [0.33, 0.33, 0.0]
    """
    odds = [each / (1 - each) for each in probabilities]
    total = 1 + math.fsum(odds)
    return [each / total for each in odds]


def likelihood(judged: Judged, request: Request, ledger: Ledger) -> float:
    """Return the probability that a candidate is right if nothing else passes and none fails."""
    alone = {"lead": FAR, "alike": 0.0, "fails": 0.0}
    features = features_of(judged, request, ledger) | alone
    return regression_for(judged.candidate.source).probability(features)


def is_settled(judged: Judged, level: float, request: Request, ledger: Ledger) -> bool:
    """Return whether nothing that enumeration finds from a level of bits on would be chosen.

    That is so beyond the cost of a candidate that is surely right, and ``LATER`` beyond that of
    any other.
    """
    is_sure = likelihood(judged, request, ledger) >= SURE
    return level >= judged.cost + (0.0 if is_sure else LATER)


def of_task(ledger: Ledger) -> dict[str, float]:
    """Return what is known of a task, whatever the candidate.

    ``told`` are the bits of programs that write the expected results out: what is as long as the
    results says nothing of them.
    """
    return {
        "told": literal_bits([result for _, result in ledger.pairs]),
        "tests": math.log2(1 + len(ledger.tests)),
    }


def features_of(judged: Judged, request: Request, ledger: Ledger) -> dict[str, float]:
    """Return what is known of a candidate by itself.

    ``bits`` tell it from other programs; what the words of the description say of it is in them.
    """
    candidate = judged.candidate
    tree = ast.parse(candidate.code)
    own = nodes(function_of(tree, request.specification.entry_point))
    named = {repr(value) for value in request.specification.constants}
    constants = [repr(n.value) for n in own if isinstance(n, ast.Constant)]
    used = {node.id for node in own if isinstance(node, ast.Name)}
    return of_task(ledger) | {
        "bits": judged.cost,
        "similarity": candidate.similarity,
        "bred": float(candidate.source == "genetic search"),
        "unnamed": sum(text not in named for text in constants),
        "idle": sum(name not in used for name in request.params),
    }


def function_of(tree: ast.Module, name: str) -> ast.AST:
    """Return the definition of a function in a program, the program where there is none."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    found = (n for n in ast.walk(tree) if isinstance(n, kinds) and n.name == name)
    return next(found, tree)


def nodes(function: ast.AST) -> list[ast.AST]:
    """Return the nodes of a function's body, without its docstring."""
    body = getattr(function, "body", [])
    if ast.get_docstring(function) is not None:
        body = body[1:]
    return [node for statement in body for node in ast.walk(statement)]


def failing(behaviour: tuple[str, ...], behaviours: Sequence[tuple[str, ...]]) -> float:
    """Return the share of inputs on which a program fails and another does not."""
    columns = list(zip(behaviour, *behaviours, strict=True))
    fails = [own == ERROR and any(o != ERROR for o in others) for own, *others in columns]
    return sum(fails) / len(fails) if fails else 0.0


def further_inputs(ledger: Ledger, draw: random.Random) -> list[tuple]:
    """Return inputs like the given ones.

    There are none for a program about files, which does its work outside of what it returns.
    """
    if ledger.in_folder:
        return []
    given = [args for args, _ in ledger.pairs]
    each = math.ceil(DRAWN * INPUTS / max(1, len(given)))
    return further(given, each, INPUTS, draw)


def behaviours(
    passing: Sequence[Judged], inputs: Sequence[tuple], ledger: Ledger, deadline: float
) -> dict[int, tuple[str, ...]]:
    """Return what candidates do on further inputs, as text, by their places.

    Those that are not there took too long.
    """
    tests = [TestCase(str(n), args=args) for n, args in enumerate(inputs)]
    tests = given_for(ledger.header, tests).tests
    jobs = [(Program(j.candidate.code, ledger.entry_point), tests) for j in passing if tests]
    found = {}
    for place, verdicts in ledger.sandbox.map(jobs, TOGETHER, until=deadline, cpu_s=QUICK_S):
        found[place] = tuple(
            v.returned if v.outcome in (Outcome.PASS, Outcome.WRONG) else ERROR for v in verdicts
        )
    return found
