"""The nearest solved problems by description, and their programs, renamed to what is asked for.

Nearness is the cosine of tf-idf weights over word stems (Salton and Buckley 1988), of description
and function name. Behaviour is decided by tests in the sandbox, not here.
"""

import ast
import math
import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from codegarden.description.types import Type, join, type_of
from codegarden.description.words import stems_of
from codegarden.program import Problem
from codegarden.synthesis.adaptation import adapt, called_with, calls
from codegarden.synthesis.candidates import Candidate
from codegarden.synthesis.examples import calls_of
from codegarden.synthesis.regression import read

COMMON_TEXT = "write a function to python the given of in find from and is an or it"
COMMON = frozenset(COMMON_TEXT.split())
MOST = 160  # programs that are retrieved for a task
FITTED = Path(__file__).with_name("retrieval.json")


def terms(text: str, name: str = "") -> Counter[str]:
    """Return how often each stem occurs in a description and in a function's name.

    >>> sorted(terms("Write a function to sort numbers.", "sortNumbers"))
    ['number', 'sort']
    """
    parts = re.sub(r"([a-z])([A-Z])", r"\1 \2", name).replace("_", " ")
    stems = [stem for stem in stems_of(text) if stem not in COMMON]
    named = [stem for stem in stems_of(parts) if stem not in COMMON and len(stem) > 2]
    return Counter(stems) + Counter(dict.fromkeys(named, 1))


class Corpus:
    """Solved problems, indexed by the words of their descriptions."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = [p for p in problems if any(q.is_correct for q in p.programs)]
        self.counts = [terms(p.description, p.entry_point) for p in self.problems]
        frequency = Counter(stem for count in self.counts for stem in count)
        total = len(self.problems) + 1
        self.rarity = {s: math.log(total / n) for s, n in frequency.items()}
        self.unseen = math.log(total + 1)
        self.vectors = [self.vector(count) for count in self.counts]
        self._types: dict[str, list[Type] | None] = {}

    def vector(self, count: Counter[str]) -> dict[str, float]:
        """Return the tf-idf weights of stems, scaled to length 1."""
        weights = {
            stem: (1 + math.log(n)) * self.rarity.get(stem, self.unseen)
            for stem, n in sorted(count.items())
        }
        norm = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        return {stem: w / norm for stem, w in weights.items()}

    def similarities(self, description: str, name: str = "") -> list[float]:
        """Return each problem's similarity in [0, 1], in their order."""
        asked = self.vector(terms(description, name))
        return [
            sum(asked[s] * w for s, w in vector.items() if s in asked) for vector in self.vectors
        ]

    def nearest(self, description: str, name: str = "") -> list[tuple[float, Problem]]:
        """Return all problems with their similarity in [0, 1], the nearest first."""
        scored = enumerate(self.similarities(description, name))
        return [
            (score, self.problems[place])
            for place, score in sorted(scored, key=lambda each: (-each[1], each[0]))
        ]

    def types(self, problem: Problem) -> list[Type] | None:
        """Return the types of a problem's arguments and result, as its tests show them."""
        if problem.name not in self._types:
            self._types[problem.name] = types_of(problem) or None
        return self._types[problem.name]

    def candidates(
        self,
        description: str,
        entry_point: str,
        types: Sequence[Type] | None,
        params: Sequence[str] = (),
        deadline: float = math.inf,
    ) -> list[Candidate]:
        """Return the programs of the nearest problems, called with such data, the likely first.

        ``types`` are those of the arguments and, last, of the result; None admits any. A program
        whose parameters stand in another order, or that wants a list's length beside the list, is
        called accordingly; ``params`` are the names to call it with. At a time of
        ``time.monotonic`` what is farther is left out.
        """
        found: dict[str, Candidate] = {}
        names = list(params) or [f"a{n}" for n in range(len(types or ()) - 1)]
        for similarity, problem in self.nearest(description, entry_point):
            if time.monotonic() >= deadline:
                break
            ways = [([], 0.0)] if types is None else calls(types, self.types(problem), names)
            for program in problem.programs:
                for arguments, extra in ways if program.is_correct else ():
                    arity = None if types is None else len(arguments)
                    source = adapt(program.source, program.entry_point, entry_point, arity)
                    if source is not None and types is not None and arguments != names:
                        source = called_with(program, entry_point, names, arguments)
                    if source is None or source in found:
                        continue
                    cost = bits_of(similarity) + extra
                    origin = f"{problem.name} (similarity {similarity:.2f})"
                    found[source] = Candidate(
                        source,
                        "retrieval",
                        cost,
                        origin,
                        similarity=similarity,
                        parents=(program.sha256,),
                    )
        return sorted(found.values(), key=lambda each: each.cost)[:MOST]


def bits_of(similarity: float) -> float:
    """Return the bits of a retrieved program: how rarely one of that similarity is right.

    Fitted to training problems by ``codegarden benchmark retrieval --fit``.
    """
    return -math.log2(read(FITTED, "by_similarity").probability({"similarity": similarity}))


def types_of(problem: Problem) -> list[Type]:
    """Return the types of a problem's arguments and, last, result, as far as its tests show."""
    return types_in(calls_of(problem.tests)[1])


def types_in(pairs: Iterable[tuple[Sequence[Any], Any]]) -> list[Type]:
    """Return the types of arguments and, last, result in pairs of these."""
    rows = [(*args, result) for args, result in pairs]
    return [join(map(type_of, column)) for column in zip(*rows, strict=False)]


def leave_out(
    problems: Sequence[Problem], problem: Problem, nearness: float = 0.9
) -> list[Problem]:
    """Return the problems without one and its near-duplicates, for cross-validation.

    A near-duplicate has nearly the same words in its description (cosine above ``nearness``), or
    a program that is the same but for names.
    """
    corpus = Corpus([*problems, problem])
    shapes = {shape(p.source) for p in problem.programs}
    similar = {
        id(other) for score, other in corpus.nearest(problem.description) if score > nearness
    }
    return [
        other
        for other in problems
        if other.name != problem.name
        and id(other) not in similar
        and not any(shape(p.source) in shapes for p in other.programs)
    ]


@cache
def shape(source: str) -> str:
    """Return a program's text without its names, so that renamed copies are equal."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return source
    for node in ast.walk(tree):
        for name in ("id", "name", "arg"):
            if isinstance(getattr(node, name, None), str):
                setattr(node, name, "_")
    return ast.dump(tree)
