"""Weights counted on solved programs, and sharpened by the words of the description.

A head's probability at a place of a parent is its share there, backed off to its share anywhere
(interpolation with a prior's worth of counts, as in Witten-Bell smoothing). What goes with the
words of a description multiplies it, as in naive Bayes (Shi et al. 2022, "TF-Coder", section 4).
"""

import ast
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from codegarden.description.types import Type
from codegarden.program import Problem
from codegarden.synthesis.idioms import Idioms
from codegarden.synthesis.production import Production
from codegarden.synthesis.recognition import Recognizer
from codegarden.synthesis.retrieval import terms
from codegarden.synthesis.weights import CONSTANT, ROOT, VARIABLE, Weights, rounded

SMOOTHING = 1.0  # occurrences of every head that are taken for seen (Laplace)
PRIOR = 6.0  # occurrences at a place that the share anywhere is worth
SHORT = 6  # characters of a constant that may be usual
SHRUNK = 0.2  # problems' worth of doubt about a word
OWN = 8.0  # problems that a word of a production's own documentation is worth
HEARD = 0.35  # of the bits of all words: they depend on one another


@lru_cache(maxsize=20_000)
def counted(source: str, recognizer: Recognizer) -> Counter:
    """Return how often parent, place and child occur together in a program."""
    return recognizer.counted(source)


class Counts:
    """What one corpus of solved problems counts up to; without a corpus there are no counts yet."""

    def __init__(
        self,
        problems: Iterable[Problem] = (),
        recognizer: Recognizer | None = None,
        idioms: Idioms | None = None,
    ):
        self.places: dict[tuple, Counter] = defaultdict(Counter)
        self.heads: Counter = Counter()
        self.constants: Counter = Counter()
        self.problems = 0
        self.stems: Counter = Counter()
        self.heads_of_problems: Counter = Counter()
        self.pairs: dict[Any, Counter] = defaultdict(Counter)
        for problem in problems:
            solved = [each for each in problem.programs if each.is_correct]
            if not solved:
                continue
            self.problems += 1
            heads = set()
            for program in solved:  # each in equal shares
                for (parent, place, child), count in counted(program.source, recognizer).items():
                    share = count / len(solved)
                    if isinstance(child, tuple):
                        self.constants[child[1]] += share
                        child = CONSTANT
                    self.places[parent, place][child] += share
                    self.heads[child] += share
                    heads.add(child)
            stems = set(terms(problem.description, problem.entry_point))
            self.stems.update(stems)
            self.heads_of_problems.update(heads)
            for head in heads:
                self.pairs[head].update(stems)
        if recognizer is not None:
            recognizer.kept.save()
        for idiom in idioms.productions if idioms else ():
            origins = idioms.problems[idiom.text]
            self.heads[idiom] = self.heads_of_problems[idiom] = len(origins)
            for problem in origins:
                self.pairs[idiom].update(set(terms(problem.description, problem.entry_point)))


def lifts(counts: Counts, head: Production, stems: Iterable[str]) -> dict[str, float]:
    """Return by how many bits each word of a description makes a production likelier.

    The problems that have both are compared with those that would by chance, each with ``SHRUNK``
    more (DuMouchel 1999, the shrinkage of a ratio of counts). A word of the production's own
    documentation counts as that of ``OWN`` solved problems more.
    """
    own = set(terms(f"{head.about} {named(head.text)}"))
    share = counts.heads_of_problems[head] / counts.problems
    found = {}
    for stem in sorted(set(stems)):
        both = counts.pairs[head][stem] + OWN * (stem in own)
        found[stem] = math.log2((both + SHRUNK) / (share * counts.stems[stem] + SHRUNK))
    return found


@dataclass(frozen=True)
class Tilt:
    """By how many bits a task makes heads likelier than their counts say, as the guide foresees.

    ``root`` is for the program itself, ``inside`` for all places in it; heads that are absent are
    as likely as counted.
    """

    root: Mapping[Any, float]
    inside: Mapping[Any, float]


class CountedWeights(Weights):
    """Weights from the counts of a corpus, for one description's stems, and what a guide says.

    A head's probability at a place is proportional to its share there (backed off to its share
    anywhere) times two to the power of the bits that words and guide give it.
    """

    def __init__(
        self,
        language: Sequence[Production],
        counts: Counts,
        stems: Sequence[str] = (),
        tilt: Tilt | None = None,
    ):
        super().__init__(language)
        self.places = counts.places
        self.constants = counts.constants
        known = [head for head in self.language if counts.problems]
        self.lifts = {head: lifts(counts, head, stems) for head in known}
        said = dict.fromkeys((*self.language, VARIABLE, CONSTANT), 0.0)
        for head in known:  # that a word does not go with a production says nothing
            said[head] = HEARD * sum(bits for bits in self.lifts[head].values() if bits > 0)
        self.counted = {head: counts.heads[head] + SMOOTHING for head in said}
        root, inside = (tilt.root, tilt.inside) if tilt else ({}, {})
        self.ratio = {head: 2.0 ** (bits + inside.get(head, 0.0)) for head, bits in said.items()}
        self.root_ratio = {head: 2.0 ** (bits + root.get(head, 0.0)) for head, bits in said.items()}
        self._totals: dict[tuple, tuple[float, float]] = {}
        self._known = {
            key for key, seen in self.places.items() if key[0] and sum(seen.values()) >= PRIOR
        }
        self._costs: dict[tuple, int] = {}

    def explained(self, heads: Iterable[Production]) -> float:
        """Return by how many bits some productions make the words of the description likelier.

        Each word is put down to the production that explains it best.
        """
        best: dict[str, float] = {}
        for head in heads:
            for stem, bits in self.lifts.get(head, {}).items():
                best[stem] = max(bits, best.get(stem, 0.0))
        return sum(best.values())

    def share(self, type_: Type, root: Any) -> float:
        """Return the share of a head among all that can give a type."""
        return self.probability(None, 0, type_, root)

    def tells(self, parent: Production, place: int) -> bool:
        """Return whether something is known of the heads at a place."""
        return (parent, place) in self._known

    def probability(
        self, parent: Production | str | None, place: int, type_: Type, root: Any
    ) -> float:
        """Return the probability of a head at a place of a parent."""
        here = self.places.get((parent, place), {}) if parent else {}
        ratio = self.root_ratio if parent == ROOT else self.ratio
        key = (parent, place, type_.name)
        totals = self._totals.get(key)
        if totals is None:
            able = self.able(type_)
            backoff = PRIOR / sum(map(self.counted.__getitem__, able))
            total = sum((here.get(h, 0.0) + backoff * self.counted[h]) * ratio[h] for h in able)
            totals = self._totals[key] = backoff, total
        backoff, total = totals
        return (here.get(root, 0.0) + backoff * self.counted[root]) * ratio[root] / total

    def cost(self, parent: Production | str | None, place: int, type_: Type, root: Any) -> int:
        """Return the bits of a head at a place of a parent."""
        key = (parent, place, type_.name, root)
        bits = self._costs.get(key)
        if bits is None:
            bits = self._costs[key] = rounded(self.probability(parent, place, type_, root))
        return bits

    def constant_bits(self, text: str) -> int:
        """Return the bits that tell a constant from the others."""
        total = sum(self.constants.values()) + 1
        return max(1, round(-math.log2((self.constants[text] + 0.05) / total)))

    def usual_constants(self, count: int) -> dict[str, int]:
        """Return the most frequent constants of the corpus with their bits."""
        plain = [text for text, _ in self.constants.most_common() if len(text) <= SHORT]
        return {text: self.constant_bits(text) for text in plain[:count]}

    def of(self, language: Iterable[Production]) -> "CountedWeights":
        """Return such weights for a part of the language."""
        made = super().of(language)
        made._totals, made._costs = {}, {}
        return made


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
