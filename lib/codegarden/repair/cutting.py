"""Patches from correct programs of the same problem, cut down to what is needed.

The whole difference to a near program is a patch, however unlike the control flow; delta debugging
makes it small. What is left over from several neighbours is put together anew.
"""

import heapq
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations, islice
from typing import NamedTuple

from codegarden.mutation import Mutant, mutants
from codegarden.program import Program
from codegarden.repair.ddmin import ddmin
from codegarden.repair.evaluator import CandidateEvaluator
from codegarden.repair.hunks import Hunk
from codegarden.repair.neighbours import Corpus, differences
from codegarden.repair.records import Try, Within
from codegarden.syntax.edits import EditError, apply
from codegarden.syntax.identity import tokens

TRIED = 6
# evaluations that cutting one neighbour's difference down may take
MOST_CUTS = 300
# sets of at most so many parts are tried anew, and so many of them, and so many single edits
MOST_PARTS, MOST_SETS, MOST_SINGLE = 3, 96, 192


def made(program: Program, hunks: Sequence[Hunk], neighbours: Sequence[Program]) -> Program | None:
    """Return the program with some hunks made; None where they do not make one."""
    try:
        source = apply(program.source, [hunk.edit for hunk in hunks])
        with warnings.catch_warnings():  # of what a student wrote
            warnings.simplefilter("ignore", SyntaxWarning)
            compile(source, "<patch>", "exec", dont_inherit=True)
    except (EditError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return replace(
        program,
        source=source,
        is_correct=None,
        origin="repair",
        operator="neighbour",
        parents=(program.sha256, *dict.fromkeys(one.sha256 for one in neighbours)),
        label="; ".join(hunk.sentence for hunk in hunks),
    )


def nearest_whole(program: Program, corpus: Corpus, within: Within) -> Iterator[Program]:
    """Yield the nearest correct programs as they are: without a syntax tree no more is possible."""
    words = [token.text for token in tokens(program.source)]
    for index in corpus.nearest(words, within):
        neighbour = corpus.programs[index]
        yield replace(
            program,
            source=neighbour.source,
            is_correct=None,
            origin="repair",
            operator="neighbour",
            parents=(program.sha256, neighbour.sha256),
            label="took a correct program in its place, because it does not parse or says nothing",
        )


def repair_from_neighbours(
    evaluator: CandidateEvaluator, corpus: Corpus, is_python: bool = True, tried: int = TRIED
) -> Iterator[Try]:
    """Yield the tries of cutting the differences to the nearest correct programs down.

    The whole differences are run first; those that pass are cut down by ``ddmin``. Then the parts
    that were needed are put together anew: fewer hunks, those of several neighbours, or a single
    edit in the place of a hunk. For a program without statements, the nearest programs themselves
    are tried.
    """
    if not is_python:
        yield from evaluator.run(nearest_whole(evaluator.program, corpus, evaluator.within))
        return
    found = differences(evaluator.program, corpus, evaluator.within)
    wholes = [made(evaluator.program, hunks, [neighbour]) for hunks, neighbour in found]
    tries = list(evaluator.run(whole for whole in wholes if whole is not None))
    yield from tries
    passed = {one.program.source for one in tries if one.plausible}
    good = [i for i, whole in enumerate(wholes) if whole is not None and whole.source in passed]
    cuts = []
    for index in good[:tried]:
        if cuts and evaluator.ended():
            return
        hunks, neighbour = found[index]
        ran, kept = cut(evaluator, hunks, neighbour)
        yield from ran
        cuts.append([Part(hunk, neighbour) for hunk in kept])
    if cuts and not evaluator.ended():
        yield from recombine(evaluator, cuts)


def cut(
    evaluator: CandidateEvaluator, hunks: list[Hunk], neighbour: Program
) -> tuple[list[Try], list[Hunk]]:
    """Return the tries of cutting one difference down, and the hunks that are needed."""
    tries: list[Try] = []

    def which_pass(subsets: list[list[Hunk]]) -> list[int]:
        if must_stop(evaluator) or len(tries) >= MOST_CUTS:
            return []
        programs = [made(evaluator.program, subset, [neighbour]) for subset in subsets]
        fresh = [(i, p) for i, p in enumerate(programs) if p is not None and evaluator.is_new(p)]
        ran = list(evaluator.run_chunk([p for _, p in fresh]))
        tries.extend(ran)
        passed = {one.program.source for one in ran if one.plausible}
        return [index for index, p in fresh if p.source in passed]

    return tries, ddmin(hunks, which_pass)


def must_stop(evaluator: CandidateEvaluator) -> bool:
    """Whether the search has to end, whatever it has found."""
    return evaluator.ended() in ("seconds", "evaluations", "stopped")


class Part(NamedTuple):
    """A hunk and the neighbour that it comes from; None for a single edit of no neighbour."""

    hunk: Hunk
    neighbour: Program | None


def recombine(evaluator: CandidateEvaluator, cuts: list[list[Part]]) -> Iterator[Try]:
    """Yield the tries of smaller sets of parts: of several neighbours, or with single edits.

    ``cuts`` are sets of parts that pass. A set is smaller when its edits are, in tokens.
    """
    source = evaluator.program.source
    pool = {part.hunk.edit: (weight(source, [part]), part) for parts in cuts for part in parts}
    smallest = min(cuts, key=partial(weight, source))
    bound = weight(source, smallest)
    sets = (
        (total, [part for _, part in some])
        for count in range(1, MOST_PARTS + 1)
        for some in evaluator.within(combinations(pool.values(), count))
        if (total := sum(size for size, _ in some)) < bound
    )
    best = heapq.nsmallest(MOST_SETS, sets, key=lambda pair: pair[0])
    for one in try_sets(evaluator, (some for _, some in best)):
        yield one
        if one.plausible:
            break
    singles = with_single_edits(evaluator, smallest)
    yield from try_sets(evaluator, islice(singles, MOST_SINGLE))


def with_single_edits(evaluator: CandidateEvaluator, parts: list[Part]) -> Iterator[list[Part]]:
    """Yield sets with a single edit in the place of one part, the usual edits first.

    The edit touches the lines of the part and changes less than it does.
    """
    source, within = evaluator.program.source, evaluator.within
    offers = mutants(source, failures=evaluator.failures).offers()
    every = sorted(within(offers), key=lambda mutant: -mutant.prior)
    for part in sorted(parts, key=lambda one: -weight(source, [one])):
        rest, bound = [one for one in parts if one is not part], weight(source, [part])
        lines = Mutant(source, (part.hunk.edit,)).lines
        for mutant in within(every):
            if mutant.lines & lines and len(mutant.edits) == 1:
                single = Part(Hunk(mutant.edits[0], mutant.sentence), None)
                if weight(source, [single]) < bound:
                    yield [*rest, single]


def try_sets(evaluator: CandidateEvaluator, sets: Iterable[list[Part]]) -> Iterator[Try]:
    """Yield the tries of sets of parts, those that make no program left out."""
    programs = (
        made(
            evaluator.program,
            sorted((part.hunk for part in parts), key=lambda hunk: hunk.edit[:2]),
            [part.neighbour for part in parts if part.neighbour is not None],
        )
        for parts in sets
    )
    fresh = (one for one in programs if one is not None and evaluator.is_new(one))
    while not evaluator.ended() and (chunk := list(islice(fresh, evaluator.room()))):
        yield from evaluator.run_chunk(chunk)


def weight(source: str, parts: Iterable[Part]) -> int:
    """Return how many tokens the edits of some parts take away and add."""
    return sum(
        len(tokens(source[edit.start : edit.end])) + len(tokens(edit.replacement))
        for edit in (part.hunk.edit for part in parts)
    )
