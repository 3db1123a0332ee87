"""Search without a correct program at hand: single edits in order of promise, pairs, then several.

The last stage is a genetic search over sets of edits (GenProg's representation, Le Goues et al.
2012, doi:10.1109/TSE.2011.104), which begins with the edits that came nearest before.
"""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import combinations, islice
from random import Random

from codegarden.mutation import Mutant, Mutants, MutationError, mutants
from codegarden.mutation.crossover import crossover
from codegarden.program import Outcome, Program
from codegarden.repair.evaluator import CandidateEvaluator
from codegarden.repair.ranking import LanguageModel, ordered
from codegarden.repair.records import Strategy, Try
from codegarden.syntax.code import Code, CodeError
from codegarden.syntax.parsing import compiles

POPULATION = 24
OFFSPRING = 48
TOURNAMENT = 4
SECOND = 500
# single edits and pairs take turns, so many of each; pairs are made of so many single edits
SINGLES, PAIRS, HALVES = 600, 200, 150
# what passing all tests more, and failing all of them in a hard way, count beside the promise
GAIN, BROKEN = 4.0, 4.0
HARD = (Outcome.EXCEPTION, Outcome.TIMEOUT, Outcome.SKIPPED, Outcome.MEMORY)


def child_of(mutant: Mutant, parent: Program) -> Program:
    """Return a mutant as a candidate program."""
    sentence = (
        f"{parent.label}; {mutant.sentence}" if parent.origin == "repair" else mutant.sentence
    )
    operator = mutant.operator
    if parent.origin == "repair":
        operator = f"{parent.operator}+{operator}"
    return replace(
        parent,
        source=mutant.source,
        is_correct=None,
        origin="repair",
        operator=operator,
        parents=(parent.sha256,),
        label=sentence,
    )


def first_order(
    evaluator: CandidateEvaluator,
    suspicion: dict[int, float],
    model: LanguageModel | None,
    donors: Iterable[str],
    strategy: Strategy,
) -> Iterator[Try]:
    """Yield the tries of single edits, the most promising first, and of pairs of them in between.

    The unlikely single edits are less likely than pairs of likely ones: a bug in two places is more
    common than an odd one.
    """
    try:
        made = mutants(evaluator.program.source, donors=donors, failures=evaluator.failures)
    except MutationError:
        return
    promising = ordered(made, suspicion, model, strategy=strategy, within=evaluator.within)
    pairs = Pairs(evaluator)
    singles = children(evaluator, evaluator.program, promising, pairs.mutants)
    while not evaluator.ended() and (block := list(islice(singles, SINGLES))):
        yield from evaluator.run(block)
        if strategy.second_order and not evaluator.patches:
            yield from evaluator.run(pairs.best(PAIRS))


def children(
    evaluator: CandidateEvaluator,
    parent: Program,
    made: Iterable[tuple[float, Mutant]],
    mutants: dict[str, Mutant] | None = None,
) -> Iterator[Program]:
    """Yield mutants as programs, and leave the score of each with the evaluator.

    ``mutants`` is given each of them by the SHA-256 of its program.
    """
    for score, mutant in made:
        child = child_of(mutant, parent)
        evaluator.promise.setdefault(child.sha256, score)
        if mutants is not None:
            mutants.setdefault(child.sha256, mutant)
        yield child


class Pairs:
    """Single edits two by two, each of which has been tried and may be half of a repair.

    Half of a repair need not pass more tests; but one after which the program only fails in a
    harder way, or does the same as before, is seldom one.
    """

    def __init__(self, evaluator: CandidateEvaluator):
        self.evaluator = evaluator
        self.mutants: dict[str, Mutant] = {}
        self.tried: set[tuple[int, int]] = set()

    def best(self, count: int) -> Iterator[Program]:
        """Yield the most promising pairs that have not been tried, at most ``count``."""
        halves = heapq.nlargest(HALVES, self.halves(), key=lambda half: (half[0], -half[1].number))
        couples = (
            (first[0] + second[0], first[1], second[1])
            for first, second in combinations(halves, 2)
            if (first[1].number, second[1].number) not in self.tried
        )
        best = heapq.nlargest(2 * count, couples, key=lambda couple: couple[0])
        for score, first, second in best[:count]:
            self.tried.add((first.number, second.number))
            if child := self.child(first.program, second.program):
                self.evaluator.promise.setdefault(child.sha256, score)
                yield child

    def halves(self) -> Iterator[tuple[float, Try]]:
        """Yield the tries of single edits that may be half of a repair, each with a score."""
        before = self.evaluator.original
        for one in self.evaluator.tries:
            if one.program.sha256 in self.mutants and behaviour(one) != behaviour(before):
                hard = all(v.outcome in HARD for v in one.verdicts)
                gain = one.fitness - before.fitness
                score = self.evaluator.promise[one.program.sha256]
                yield score + GAIN * gain - BROKEN * hard, one

    def child(self, first: Program, second: Program) -> Program | None:
        """Return the program with both edits; None where they meet."""
        try:
            both = self.mutants[first.sha256].compose(self.mutants[second.sha256])
        except MutationError:
            return None
        if not compiles(both.source):
            return None
        return replace(
            child_of(both, self.evaluator.program),
            operator=f"{first.operator}+{second.operator}",
            parents=(first.sha256, second.sha256),
        )


def behaviour(one: Try) -> list[tuple[Outcome, str]]:
    """Return what a program did in its tests."""
    return [(verdict.outcome, verdict.returned) for verdict in one.verdicts]


def has_statements(source: str) -> bool:
    """Whether a source parses, and says something that can be edited."""
    try:
        return bool(Code(source).tree.body)
    except CodeError:
        return False


def second_order(
    evaluator: CandidateEvaluator,
    suspicion: dict[int, float],
    model: LanguageModel | None,
    random: Random,
    strategy: Strategy,
) -> Iterator[Try]:
    """Yield the tries of several edits at once, until the evaluator says stop.

    Edits of the fittest survivors of the first stage, first the most promising of each, then those
    that tournaments, crossover and random edits make.
    """
    population = fittest(evaluator.tries)
    for parent in population[: POPULATION // 3]:
        if evaluator.ended():
            return
        # an edit that brought nothing is no step; its children are those of its parent
        if parent.fitness < evaluator.original.fitness or parent.number == 1:
            continue
        made = mutants(parent.program.source, failures=evaluator.failures)
        best = ordered(made, suspicion, model, SECOND, strategy, evaluator.within)
        yield from evaluator.run(children(evaluator, parent.program, best))
    # a parent is drawn from many times
    mutants_of = lru_cache(2 * POPULATION)(partial(mutants, failures=evaluator.failures))
    while not evaluator.ended():
        before = evaluator.evaluations
        yield from evaluator.run(breed(population, random, strategy, mutants_of))
        if evaluator.evaluations == before:
            return
        population = fittest(evaluator.tries)


def fittest(tries: Sequence[Try]) -> list[Try]:
    """Return the fittest tries, of equal ones those with the fewest edits and the first found.

    Tries with the same verdicts stand for one another: three of each are kept, so that one plateau
    does not fill the population.
    """
    kept: dict[tuple, list[Try]] = {}
    best = heapq.nsmallest(
        40 * POPULATION, tries, key=lambda t: (-t.fitness, t.program.operator.count("+"), t.number)
    )
    for one in best:
        group = kept.setdefault(tuple(v.passed for v in one.verdicts), [])
        if len(group) < 3:
            group.append(one)
    flat = [one for group in kept.values() for one in group]
    return sorted(flat, key=lambda t: (-t.fitness, t.number))[:POPULATION]


def breed(
    population: list[Try],
    random: Random,
    strategy: Strategy,
    mutants_of: Callable[[str], Mutants],
) -> Iterator[Program]:
    """Yield children of a population: by crossover of two, and by an edit of one."""
    pairs = list(combinations(population, 2))
    for _ in range(OFFSPRING):
        if strategy.crossover and pairs and random.random() < 0.4:
            first, second = random.choice(pairs)
            child = crossover(first.program, second.program, random)
            if child is not None:
                yield replace(child, origin="repair")
                continue
        rivals = random.sample(population, min(TOURNAMENT, len(population)))
        parent = max(rivals, key=lambda one: (one.fitness, -one.number))
        if mutant := mutants_of(parent.program.source).draw(random):
            yield child_of(mutant, parent.program)
