"""Repair from correct programs of the same problem: the nearest ones, cut down to what is needed.

As in Clara (Gulwani et al. 2018, doi:10.1145/3192366.3192387) and Refactory (Hu et al. 2019,
doi:10.1109/ASE.2019.00044) a correct program lends its parts, with its variables renamed by vote.
Control flow need not agree: the whole difference is a patch, and delta debugging makes it small.
"""

import ast
import builtins
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from codegarden.crossover import correspondence, renamed
from codegarden.crossover.voting import sequence
from codegarden.mutation.operator import Subject
from codegarden.program import Program
from codegarden.repair.bench import Bench
from codegarden.repair.ddmin import ddmin
from codegarden.repair.hunks import Difference, Hunk
from codegarden.repair.records import Try
from codegarden.syntax.code import Code, CodeError
from codegarden.syntax.edits import EditError, apply
from codegarden.syntax.identity import tokens

NEAR_BY_BAG, NEAR, TRIED = 40, 12, 6
BUILTINS = frozenset(dir(builtins))
# evaluations that cutting one neighbour's difference down may take
MOST_CUTS = 300


class Corpus:
    """Correct programs of one problem, prepared for the search of neighbours.

    Programs that do not parse are left out, and of programs with one sequence of tokens the first
    is kept.
    """

    def __init__(self, programs: Sequence[Program]):
        self.codes: list[Code] = []
        self.programs: list[Program] = []
        self.words: list[list[str]] = []
        self.bags: list[Counter] = []
        seen = set()
        for program in programs:
            try:
                code = Code(program.source)
            except CodeError:
                continue
            words, _ = sequence(code)
            if (key := tuple(words)) not in seen:
                seen.add(key)
                self.programs.append(program)
                self.codes.append(code)
                self.words.append(words)
                self.bags.append(Counter(words))

    def nearest(self, words: list[str]) -> list[int]:
        """Return the indices of the programs nearest to a sequence of tokens.

        In it and in the programs all variables are alike.
        """
        bag = Counter(words)
        apart = [(bag - other).total() + (other - bag).total() for other in self.bags]
        near = sorted(range(len(apart)), key=apart.__getitem__)[:NEAR_BY_BAG]
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(words)
        distances = {}
        for index in near:
            matcher.set_seq1(self.words[index])
            same = sum(block.size for block in matcher.get_matching_blocks())
            distances[index] = len(words) + len(self.words[index]) - 2 * same
        return sorted(near, key=distances.__getitem__)[:NEAR]


def adapted(ours: Code, theirs: Code, entry_point: str) -> Code:
    """Return a program with its variables named as ours are, and no two of them alike.

    Raises ``CodeError`` when the renamed program does not parse.
    """
    pairs = correspondence(ours, theirs, entry_point)
    names = [n.id if isinstance(n, ast.Name) else n.arg for n in theirs.of(ast.Name, ast.arg)]
    kept = [name for name in dict.fromkeys(names) if name not in pairs]
    pairs = {old: new for old, new in pairs.items() if new not in kept or new not in BUILTINS}
    kept = [name for name in dict.fromkeys(names) if name not in pairs]
    taken = set(pairs.values()) | set(kept)
    for name in kept:
        if name in pairs.values():
            fresh = name + "_"
            while fresh in taken:
                fresh += "_"
            pairs[name] = fresh
            taken.add(fresh)
    return Code(renamed(theirs, None, pairs))


def differences(program: Program, corpus: Corpus) -> list[tuple[list[Hunk], Program]]:
    """Return the hunks to each of the nearest programs, the smallest difference first."""
    ours = Subject(program.source)
    found = []
    for index in corpus.nearest(sequence(ours)[0]):
        try:
            theirs = adapted(ours, corpus.codes[index], program.entry_point)
        except (CodeError, EditError):
            continue
        hunks = Difference(ours, theirs).hunks
        if hunks:
            found.append((hunks, corpus.programs[index]))
    return sorted(found, key=lambda pair: sum(max(1, hunk.size) for hunk in pair[0]))


def made(program: Program, hunks: Sequence[Hunk], neighbour: Program) -> Program | None:
    """Return the program with some hunks made; None where they do not make one."""
    try:
        source = apply(program.source, [hunk.edit for hunk in hunks])
        compile(source, "<patch>", "exec", dont_inherit=True)
    except (EditError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return replace(
        program,
        source=source,
        is_correct=None,
        origin="repair",
        operator="neighbour",
        parents=(program.sha256, neighbour.sha256),
        label="; ".join(hunk.sentence for hunk in hunks),
    )


def nearest_whole(program: Program, corpus: Corpus) -> Iterator[Program]:
    """Yield the nearest correct programs as they are: without a syntax tree no more is possible."""
    words = [token.text for token in tokens(program.source)]
    for index in corpus.nearest(words):
        neighbour = corpus.programs[index]
        yield replace(
            program,
            source=neighbour.source,
            is_correct=None,
            origin="repair",
            operator="neighbour",
            parents=(program.sha256, neighbour.sha256),
            label="took a correct program in its place, because it does not parse",
        )


def repair_from_neighbours(
    bench: Bench, corpus: Corpus, is_python: bool = True, tried: int = TRIED
) -> Iterator[Try]:
    """Yield the tries of cutting the differences to the nearest correct programs down.

    The whole differences are run first; those that pass are cut down by ``ddmin``. For a program
    that does not parse, the nearest programs themselves are tried.
    """
    if not is_python:
        yield from bench.run(nearest_whole(bench.program, corpus))
        return
    found = differences(bench.program, corpus)
    wholes = [made(bench.program, hunks, neighbour) for hunks, neighbour in found]
    tries = list(bench.run(whole for whole in wholes if whole is not None))
    yield from tries
    passed = {one.program.source for one in tries if one.plausible}
    good = [i for i, whole in enumerate(wholes) if whole is not None and whole.source in passed]
    for index in good[:tried]:
        yield from cut(bench, *found[index])


def cut(bench: Bench, hunks: list[Hunk], neighbour: Program) -> list[Try]:
    """Return the tries of cutting one difference down."""
    tries: list[Try] = []

    def which_pass(subsets: list[list[Hunk]]) -> list[int]:
        if bench.ended() in ("seconds", "evaluations", "stopped") or len(tries) >= MOST_CUTS:
            return []
        programs = [made(bench.program, subset, neighbour) for subset in subsets]
        fresh = [(i, p) for i, p in enumerate(programs) if p is not None and bench.is_new(p)]
        ran = list(bench.run_chunk([p for _, p in fresh]))
        tries.extend(ran)
        passed = {one.program.source for one in ran if one.plausible}
        return [index for index, p in fresh if p.source in passed]

    ddmin(hunks, which_pass)
    return tries
