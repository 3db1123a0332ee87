"""The whole of a repair: localize, search, rank, explain.

With correct programs of the same problem at hand the nearest of them are tried first, because a
patch from one of them is right beyond the tests. Without, or when none will do, single edits are
tried in order of promise, then several.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from random import Random

from codegarden.program import Program, TestCase
from codegarden.repair.agreement import agreements, behaviours, constancies
from codegarden.repair.cutting import repair_from_neighbours
from codegarden.repair.evaluator import CandidateEvaluator, identity
from codegarden.repair.localization import suspiciousness
from codegarden.repair.neighbours import Corpus
from codegarden.repair.ranking import LanguageModel, language_scores
from codegarden.repair.records import Budget, Patch, Record, Repair, Strategy, Try, difference_of
from codegarden.repair.search import first_order, has_statements, second_order
from codegarden.repair.smells import smells
from codegarden.repair.trees import relative_patch_size
from codegarden.sandbox import Sandbox
from codegarden.syntax.edits import difference

# what a patch's tokens, edits, smells, promise and a language model's nats a token count
SIZE, EDIT, SMELL, PROMISE, LANGUAGE = 0.15, 0.5, 1.5, 0.2, 0.3
# and what it does on generated inputs: as other patches do, as the original where that passes
AGREEMENT, CONSTANCY = 8.0, 4.0
MOST_RANKED = 60
# patches whose distance as a tree is measured, which takes longer than one of tokens
CLOSEST = 6
# a neighbour's patch of more tokens than this is worth a look for a single edit among a few
SMALL, FEW = 6, 400


def repair(
    program: Program,
    tests: Sequence[TestCase],
    sandbox: Sandbox,
    corpus: Sequence[Program] | Corpus = (),
    language_model: LanguageModel | None = None,
    budget: Budget | None = None,
    seed: int = 0,
    record: Record | None = None,
    donors: Iterable[str] = (),
    strategy: Strategy | None = None,
    progress: Callable[[Try], object] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Repair:
    """Search for edits of a program that make it pass its tests, and rank what is found.

    Parameters
    ----------
    corpus
        Correct programs of the same problem, with which the repair is found much sooner.
    language_model
        Anything with ``token_log_probs(sources)``; it orders candidates and patches.
    donors
        Sources of other programs, whose statements may be planted.
    record
        Called with each program, its tests and its verdicts as soon as it has been run.
    progress, stop
        Called with each ``Try``; asked between runs whether to stop.

    The correct program, where somebody has it, is not asked. A program that does not parse, or
    holds no statement, is repaired from the corpus only. Raises ``RepairError`` without tests.
    """
    budget, strategy = budget or Budget(), strategy or Strategy()
    random = Random(seed)
    first = strategy.failing_first
    evaluator = CandidateEvaluator(program, tests, sandbox, budget, record, stop, progress, first)
    if not evaluator.failing:
        return finished(evaluator, (), "already passes")
    model = language_model if strategy.language_model else None
    ended = search(evaluator, corpus, model, random, tuple(donors), strategy)
    found = [one for one in evaluator.tries[1:] if one.plausible]
    patches = rank(found, evaluator, sandbox, model, random, strategy)
    return finished(evaluator, patches, ended)


def search(evaluator, corpus, model, random, donors, strategy: Strategy) -> str:
    """Run the stages one after the other; return why the search ended."""
    known = corpus if isinstance(corpus, Corpus) else Corpus(corpus, evaluator.within)
    evaluator.failures.update(known.failures)
    is_python = has_statements(evaluator.program.source)
    if strategy.neighbours and known.programs:
        for _ in repair_from_neighbours(evaluator, known, is_python):
            if evaluator.ended() in ("seconds", "evaluations", "stopped"):
                break
        if evaluator.ended() or (evaluator.first_patch and smallest(evaluator) <= SMALL):
            return evaluator.ended() or "found"
    if not is_python:
        return "found" if evaluator.first_patch else "exhausted"
    suspicion = {}
    if strategy.localization and not evaluator.ended():
        suspicion = suspiciousness(
            evaluator.program,
            evaluator.tests,
            evaluator.sandbox,
            evaluator.deadline,
            evaluator.pace,
        )
    few = math.inf
    if evaluator.first_patch:
        # a patch of half the program asks for more than one edit in its place
        large = 2 * smallest(evaluator) > len(identity(evaluator.program.source))
        few = evaluator.evaluations + (2 * FEW if large else FEW)
    for one in first_order(evaluator, suspicion, model, donors, strategy):
        if one.number >= few:
            break
    if not evaluator.first_patch and strategy.second_order:
        for _ in second_order(evaluator, suspicion, model, random, strategy):
            pass
    return evaluator.ended() or ("found" if evaluator.first_patch else "exhausted")


def smallest(evaluator: CandidateEvaluator) -> int:
    """Return the size of the smallest patch found so far, in tokens."""
    return min(size(evaluator.program, one.program) for one in evaluator.tries[1:] if one.plausible)


def rank(
    found: list[Try], evaluator: CandidateEvaluator, sandbox, model, random, strategy
) -> tuple[Patch, ...]:
    """Return tries that pass all tests as patches, best first.

    By the language model's opinion, the size of the edit, what the search thought of it, the smells
    that it brings or takes away, and on generated inputs by its agreement with the other patches,
    and with the original near the tests that this passes.
    """
    if not found:
        return ()
    by_size = sorted(
        ((size(evaluator.program, one.program), one) for one in evaluator.in_time(found)),
        key=lambda pair: pair[0],
    )
    sizes, found = zip(*(by_size[:MOST_RANKED] or [(0, found[0])]), strict=True)
    sources = [one.program.source for one in found]
    opinions = language_scores(evaluator.program.source, sources, model, evaluator.in_time)
    before = len(smells(evaluator.program.source))
    own = [
        LANGUAGE * float(opinion)
        - SIZE * extent
        - EDIT * edits(one)
        - SMELL * (len(smells(one.program.source)) - before)
        + PROMISE * evaluator.promise.get(one.program.sha256, 0.0)
        for opinion, extent, one in zip(opinions, sizes, found, strict=True)
    ]
    shared = kept = [1.0] * len(found)
    if strategy.agreement and len(found) > 1:
        programs = [one.program for one in found]
        ends = {"until": evaluator.over, "cpu_s": evaluator.pace, "within": evaluator.in_time}
        told = behaviours(programs, evaluator.tests, sandbox, random, **ends)
        shared = agreements(told, weights(found, told, evaluator.program))
        near = [test for test in evaluator.tests if test.name not in evaluator.failing]
        before, *after = behaviours([evaluator.program, *programs], near, sandbox, random, **ends)
        kept = constancies(before, after)
    # beside a neighbour, which is right, the smallest change is the best
    beside = any(one.program.operator == "neighbour" for one in found)
    apart = tree_distances(evaluator.program, evaluator.in_time(found[:CLOSEST])) if beside else {}
    scored = sorted(
        zip(found, sizes, own, shared, kept, strict=True),
        key=lambda item: (
            apart.get(item[0].program.sha256, math.inf),
            beside and item[1],
            -(item[2] + behaved(item[3], item[4])),
            item[0].number,
        ),
    )
    return tuple(patch(evaluator, place, *item) for place, item in enumerate(scored, 1))


def tree_distances(before: Program, found: Iterable[Try]) -> dict[str, float]:
    """Return what share of the nodes of the syntax tree some patches change, by SHA-256.

    Of none where the original does not parse, or is nested too deeply.
    """
    try:
        return {
            one.program.sha256: relative_patch_size(before.source, one.program.source)
            for one in found
        }
    except (SyntaxError, ValueError, RecursionError):
        return {}


def weights(found: Sequence[Try], told: Sequence[tuple[str, ...]], before: Program) -> list[float]:
    """Return what each patch counts in the vote: the early ones, which look likely, count more.

    Patches of one line that do the same are one repair in several wordings, which has one vote.
    """
    votes = [0.0] * len(found)
    voters = set()
    for index in sorted(range(len(found)), key=lambda index: found[index].number):
        start = difference(before.source, found[index].program.source).start
        voter = before.source.count("\n", 0, start), told[index]
        if voter not in voters:
            voters.add(voter)
            votes[index] = len(voters) ** -0.5
    return votes


def edits(one: Try) -> int:
    """Return the number of operators that made a program."""
    return one.program.operator.count("+") + 1


def size(before: Program, after: Program) -> int:
    """Return the number of tokens that two programs do not share."""
    first, second = identity(before.source), identity(after.source)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    return len(first) + len(second) - 2 * same


def behaved(share: float, kept: float) -> float:
    """Return what agreement and constancy are worth: an input or two that differ say little."""
    return AGREEMENT * share - CONSTANCY * (1 - kept) ** 2


def patch(
    evaluator: CandidateEvaluator,
    place: int,
    one: Try,
    extent: int,
    score: float,
    share: float,
    kept: float,
) -> Patch:
    """Return a ranked patch."""
    return Patch(
        program=one.program,
        diff=difference_of(evaluator.program, one.program),
        verdicts=one.verdicts,
        fixed=evaluator.failing,
        evaluations=one.number,
        seconds=one.seconds,
        rank=place,
        size=extent,
        score=score + behaved(share, kept),
        own=score,
        agreement=share,
        constancy=kept,
    )


def finished(evaluator: CandidateEvaluator, patches: tuple[Patch, ...], ended: str) -> Repair:
    """Return the outcome of a search."""
    return Repair(
        program=replace(evaluator.program),
        patches=patches,
        failing=evaluator.failing,
        evaluations=evaluator.evaluations,
        seconds=evaluator.seconds,
        ended=ended,
        tries=tuple(evaluator.tries),
        failures=evaluator.failures,
    )
