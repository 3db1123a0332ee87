"""Correct programs of the same problem: which are nearest, and what sets a wrong one apart.

As in Clara (Gulwani et al. 2018, doi:10.1145/3192366.3192387) and Refactory (Hu et al. 2019,
doi:10.1109/ASE.2019.00044) a correct program lends its parts, with its variables renamed by vote.
What is made of the differences is not known here.
"""

import ast
import builtins
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from codegarden.mutation.correspondence import correspondence, renamed, sequence
from codegarden.mutation.operator import Subject
from codegarden.program import Program
from codegarden.repair.hunks import Difference, Hunk
from codegarden.repair.records import Within
from codegarden.syntax.code import Code, CodeError
from codegarden.syntax.edits import EditError

NEAR_BY_BAG, NEAR = 40, 12
BUILTINS = frozenset(dir(builtins))


class Corpus:
    """Correct programs of one problem, prepared for the search of neighbours.

    Programs that do not parse are left out (``failures`` has the error of each), and of programs
    with one sequence of tokens the first is kept. ``within`` is what long loops go through, and may
    end them.
    """

    def __init__(self, programs: Sequence[Program], within: Within = iter):
        self.codes: list[Code] = []
        self.programs: list[Program] = []
        self.words: list[list[str]] = []
        self.bags: list[Counter] = []
        self.failures: dict[str, str] = {}
        seen = set()
        for program in within(programs):
            try:
                code = Code(program.source)
            except CodeError as error:
                self.failures[program.label or program.sha256[:12]] = str(error)
                continue
            words, _ = sequence(code)
            if (key := tuple(words)) not in seen:
                seen.add(key)
                self.programs.append(program)
                self.codes.append(code)
                self.words.append(words)
                self.bags.append(Counter(words))

    def nearest(self, words: list[str], within: Within = iter) -> list[int]:
        """Return the indices of the programs nearest to a sequence of tokens.

        In it and in the programs all variables are alike. ``within`` as above.
        """
        bag = Counter(words)
        apart = [(bag - other).total() + (other - bag).total() for other in self.bags]
        near = sorted(range(len(apart)), key=apart.__getitem__)[:NEAR_BY_BAG]
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(words)
        distances = {}
        for index in within(near):
            matcher.set_seq1(self.words[index])
            same = sum(block.size for block in matcher.get_matching_blocks())
            distances[index] = len(words) + len(self.words[index]) - 2 * same
        return sorted(distances, key=distances.__getitem__)[:NEAR]


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


def differences(
    program: Program, corpus: Corpus, within: Within = iter
) -> list[tuple[list[Hunk], Program]]:
    """Return the hunks to each of the nearest programs, the smallest difference first."""
    ours = Subject(program.source)
    found = []
    for index in within(corpus.nearest(sequence(ours)[0], within)):
        try:
            theirs = adapted(ours, corpus.codes[index], program.entry_point)
            hunks = Difference(ours, theirs).hunks
        except (CodeError, EditError, SyntaxError):  # this neighbour has nothing to lend
            continue
        if hunks:
            found.append((hunks, corpus.programs[index]))
    return sorted(found, key=lambda pair: sum(max(1, hunk.size) for hunk in pair[0]))
