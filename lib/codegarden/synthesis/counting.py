"""What solved problems count up to: which productions stand where, and with which words and types.

The numbers here and in ``mixture`` are what ``codegarden benchmark weights`` found best on
held-back programs.
"""

import ast
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from codegarden.description.types import Type
from codegarden.program import Problem
from codegarden.synthesis.idioms import Idioms
from codegarden.synthesis.production import Production
from codegarden.synthesis.recognition import Recognizer
from codegarden.synthesis.retrieval import Corpus, terms, types_of
from codegarden.synthesis.weights import CONSTANT

# problems that one of the very same words is worth: with 600 the mean is lower by 0.02 bits, and
# twice as many programs get dearer by more than two bits
NEAR = 200.0
FALL = 2.0  # the power of its similarity by which a problem is worth less
OWN = 8.0  # problems that a word of a production's own documentation is worth
DOUBT = {"words": 0.2, "types": 1.0}  # problems' worth of it


@dataclass(frozen=True)
class Asked:
    """What a task says before any program is looked at; ``types`` of arguments and result."""

    description: str = ""
    name: str = ""
    types: tuple[Type, ...] = ()

    @classmethod
    def by(cls, problem: Problem) -> "Asked":
        """Return what a problem says, its tests included."""
        return cls(problem.description, problem.entry_point, tuple(types_of(problem)))

    @property
    def marks(self) -> dict[str, list[str]]:
        """What productions may go with: words, and types in full and by their names.

        >>> Asked("Sort the numbers.", "", (Type("int"),)).marks
        {'words': ['number', 'sort'], 'types': ['gives int', 'of 1']}
        """
        words = sorted(terms(self.description, self.name))
        if not self.types:
            return {"words": words, "types": []}
        *taken, given = self.types
        types = {f"gives {given}", f"gives {given.name}", f"of {len(self.types)}"}
        types.update(f"takes {name}" for each in taken for name in (str(each), each.name))
        return {"words": words, "types": sorted(types)}


@lru_cache(maxsize=20_000)
def counted(source: str, recognizer: Recognizer) -> Counter:
    """Return how often parent, place and child occur together in a program."""
    return recognizer.counted(source)


class Occurrences:
    """How often each head and constant occurs, at which places."""

    def __init__(self) -> None:
        self.places: dict[tuple, Counter] = defaultdict(Counter)
        self.heads: Counter = Counter()
        self.constants: Counter = Counter()

    def add(self, other: "Occurrences", times: float = 1.0) -> None:
        """Count others too, each so many times."""
        for place, heads in other.places.items():
            mine = self.places[place]
            for head, count in heads.items():
                mine[head] += times * count
        for head, count in other.heads.items():
            self.heads[head] += times * count
        for text, count in other.constants.items():
            self.constants[text] += times * count

    @classmethod
    def within(cls, problem: Problem, recognizer: Recognizer) -> "Occurrences":
        """Return what occurs in the correct programs of a problem, each in equal shares."""
        found = cls()
        solved = [each for each in problem.programs if each.is_correct]
        for program in solved:
            for (parent, place, child), count in counted(program.source, recognizer).items():
                share = count / len(solved)
                if isinstance(child, tuple):
                    found.constants[child[1]] += share
                    child = CONSTANT
                found.places[parent, place][child] += share
                found.heads[child] += share
        return found


class Counts(Occurrences):
    """What one corpus of solved problems counts up to; without a corpus there are no counts yet."""

    def __init__(
        self,
        problems: Iterable[Problem] = (),
        recognizer: Recognizer | None = None,
        idioms: Idioms | None = None,
    ):
        super().__init__()
        self.corpus = Corpus(problems)
        self.problems = len(self.corpus.problems)
        self.each = [Occurrences.within(one, recognizer) for one in self.corpus.problems]
        place = {id(problem): number for number, problem in enumerate(self.corpus.problems)}
        for idiom in idioms.productions if idioms else ():
            for problem in idioms.problems[idiom.text]:
                self.each[place[id(problem)]].heads[idiom] = 1
        self.heads_of_problems: Counter = Counter()
        self.marks: Counter = Counter()
        self.pairs: dict[Any, Counter] = defaultdict(Counter)
        for problem, found in zip(self.corpus.problems, self.each, strict=True):
            self.add(found)
            self.heads_of_problems.update(found.heads.keys())
            marks = [(kind, one) for kind, all_ in Asked.by(problem).marks.items() for one in all_]
            self.marks.update(marks)
            for head in found.heads:
                self.pairs[head].update(marks)
        if recognizer is not None:
            recognizer.kept.save()

    def near(self, asked: Asked) -> Occurrences:
        """Return what the problems count up to when those of similar words count more often.

        Locally weighted counting (Atkeson et al. 1997), with a power of the cosine as kernel.
        """
        found = Occurrences()
        found.add(self)
        similar = self.corpus.similarities(asked.description, asked.name)
        for similarity, each in zip(similar, self.each, strict=True):
            if similarity > 0:
                found.add(each, NEAR * similarity**FALL)
        return found

    def lift(self, head: Any, kind: str, mark: str, more: float = 0.0) -> float:
        """Return by how many bits a mark of a task makes a head likelier.

        The problems that have both, and so many ``more``, are compared with those that would by
        chance, each with some more for doubt (DuMouchel 1999, the shrinkage of a ratio of counts).
        """
        key, doubt = (kind, mark), DOUBT[kind]
        chance = self.heads_of_problems[head] / self.problems * self.marks[key]
        return math.log2((self.pairs[head][key] + more + doubt) / (chance + doubt))


def lifts(counts: Counts, head: Any, words: Iterable[str]) -> dict[str, float]:
    """Return by how many bits each word of a description makes a head likelier.

    A word of a production's own documentation counts as that of ``OWN`` solved problems more.
    """
    if not isinstance(head, Production):  # a variable or constant, of which no word tells
        return {}
    own = set(terms(f"{head.about} {named(head.text)}"))
    return {word: counts.lift(head, "words", word, OWN * (word in own)) for word in words}


def evidence(
    counts: Counts, head: Any, words: Mapping[str, float], types: Iterable[str]
) -> dict[str, float]:
    """Return by how many bits a task's words, of which ``lifts`` tells, and types favour a head.

    That a word does not go with a production says nothing.
    """
    return {
        "words": sum(bits for bits in words.values() if bits > 0),
        "types": sum(counts.lift(head, "types", each) for each in types),
    }


@cache
def named(text: str) -> str:
    """Return the names that a piece of Python uses, as words.

    >>> named("math.gcd(a, b)")
    'gcd a b math'
    """
    nodes = ast.walk(ast.parse(text))
    return " ".join(
        node.attr if isinstance(node, ast.Attribute) else node.id
        for node in nodes
        if isinstance(node, ast.Name | ast.Attribute)
    )
