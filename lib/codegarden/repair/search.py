"""Search without a correct program at hand: single edits in order of promise, then several.

The second stage is a genetic search over sets of edits (GenProg's representation, Le Goues et al.
2012, doi:10.1109/TSE.2011.104), which begins with the edits that came nearest in the first.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from random import Random

from codegarden.crossover import crossover
from codegarden.mutation import Mutant, MutationError, mutants
from codegarden.program import Program
from codegarden.repair.bench import Bench
from codegarden.repair.ranking import LanguageModel, ordered
from codegarden.repair.records import Strategy, Try

POPULATION = 24
OFFSPRING = 48
TOURNAMENT = 4
SECOND = 500


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
    bench: Bench,
    suspicion: dict[int, float],
    model: LanguageModel | None,
    donors: Iterable[str] = (),
    by_promise: bool = True,
) -> Iterator[Try]:
    """Yield the tries of single edits, the most promising first."""
    try:
        made = mutants(bench.program.source, donors=donors)
    except MutationError:
        return
    promising = ordered(made, suspicion, model, by_promise=by_promise)
    yield from bench.run(children(bench, bench.program, promising))


def children(
    bench: Bench, parent: Program, made: Iterable[tuple[float, Mutant]]
) -> Iterator[Program]:
    """Yield mutants as programs, and leave the score of each with the bench."""
    for score, mutant in made:
        child = child_of(mutant, parent)
        bench.promise.setdefault(child.sha256, score)
        yield child


def second_order(
    bench: Bench,
    suspicion: dict[int, float],
    model: LanguageModel | None,
    random: Random,
    strategy: Strategy,
) -> Iterator[Try]:
    """Yield the tries of several edits at once, until the bench says stop.

    Edits of the fittest survivors of the first stage, first the most promising of each, then those
    that tournaments, crossover and random edits make.
    """
    population = fittest(bench.tries)
    for parent in population[: POPULATION // 3]:
        if bench.ended():
            return
        # an edit that brought nothing is no step; its children are those of its parent
        if parent.fitness < bench.original.fitness or parent.number == 1:
            continue
        made = ordered(mutants(parent.program.source), suspicion, model, SECOND)
        yield from bench.run(children(bench, parent.program, made))
    while not bench.ended():
        offspring = list(breed(population, random, strategy, model))
        before = bench.evaluations
        yield from bench.run(offspring)
        if bench.evaluations == before:
            return
        population = fittest(bench.tries)


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
    population: list[Try], random: Random, strategy: Strategy, model: LanguageModel | None
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
        for mutant in mutants(parent.program.source).sample(random, 1):
            yield child_of(mutant, parent.program)
