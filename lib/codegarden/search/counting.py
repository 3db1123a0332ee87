"""Weights counted on solved programs, and sharpened by the words of the description.

A head's probability at a place of a parent is its share there, backed off to its share anywhere
(interpolation with a prior's worth of counts, as in Witten-Bell smoothing). What goes with the
words of a description multiplies it, as in naive Bayes (Shi et al. 2022, "TF-Coder", section 4).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from codegarden.description.types import Type
from codegarden.program import Problem
from codegarden.search.production import Production
from codegarden.search.recognition import Recognizer
from codegarden.search.weights import CONSTANT, VARIABLE, Weights, rounded
from codegarden.synthesis.retrieval import terms

SMOOTHING = 1.0  # occurrences of every head that are taken for seen (Laplace)
PRIOR = 8.0  # occurrences at a place that the share anywhere is worth
SHORT = 6  # characters of a constant that may be usual
RATIO_PRIOR = 4.0  # problems' worth of doubt about a word


@lru_cache(maxsize=20_000)
def counted(source: str, recognizer: Recognizer) -> Counter:
    """Return how often parent, place and child occur together in a program."""
    return recognizer.counted(source)


class Counts:
    """What one corpus of solved problems counts up to."""

    def __init__(self, problems: Iterable[Problem], recognizer: Recognizer, idioms=None):
        self.places: dict[tuple, Counter] = defaultdict(Counter)
        self.heads: Counter = Counter()
        self.constants: Counter = Counter()
        self.problems = 0
        self.stems: Counter = Counter()
        self.heads_of_problems: Counter = Counter()
        self.pairs: dict[Any, Counter] = defaultdict(Counter)
        for problem in problems:
            solved = next((p for p in problem.programs if p.is_correct), None)
            if solved is None:
                continue
            self.problems += 1
            heads = set()
            for (parent, place, child), count in counted(solved.source, recognizer).items():
                if isinstance(child, tuple):
                    self.constants[child[1]] += count
                    child = CONSTANT
                self.places[parent, place][child] += count
                self.heads[child] += count
                heads.add(child)
            stems = set(terms(problem.description, problem.entry_point))
            self.stems.update(stems)
            self.heads_of_problems.update(heads)
            for head in heads:
                self.pairs[head].update(stems)
        recognizer.kept.save()
        for idiom in idioms.productions if idioms else ():
            origins = idioms.problems[idiom.text]
            self.heads[idiom] = self.heads_of_problems[idiom] = len(origins)
            for problem in origins:
                self.pairs[idiom].update(set(terms(problem.description, problem.entry_point)))


class CountedWeights(Weights):
    """Weights from the counts of a corpus, for one description's stems."""

    def __init__(self, language: Sequence[Production], counts: Counts, stems: Sequence[str] = ()):
        super().__init__(language)
        self.places = counts.places
        self.constants = counts.constants
        total = sum(counts.heads.values()) + SMOOTHING * (len(self.language) + 2)
        said = {
            head: self.said(counts, head, stems) for head in (*self.language, VARIABLE, CONSTANT)
        }
        self.weight = {
            head: (counts.heads[head] + SMOOTHING) / total * 2.0 ** said[head] for head in said
        }
        self.ratio = said
        self._totals: dict[str, float] = {}
        self._known = {
            key for key, seen in self.places.items() if key[0] and sum(seen.values()) >= PRIOR
        }
        self._costs: dict[tuple, int] = {}

    def said(self, counts: Counts, head: Any, stems: Sequence[str]) -> float:
        """Return by how many bits the words of the description make a head likelier."""
        if not isinstance(head, Production) or not counts.problems:
            return 0.0
        prior = (counts.heads_of_problems[head] + 0.5) / (counts.problems + 1)
        bits = 0.0
        own = set(terms(head.about, ""))
        for stem in sorted(set(stems)):
            seen = counts.stems[stem]
            both = counts.pairs[head][stem]
            likelihood = (both + RATIO_PRIOR * prior) / (seen + RATIO_PRIOR) / prior
            bits += math.log2(likelihood)
            if stem in own:  # the words of the documentation count as one problem more
                bits += math.log2((both + 1 + RATIO_PRIOR * prior) / (both + RATIO_PRIOR * prior))
        return max(-4.0, min(6.0, bits))

    def share(self, type_: Type, root: Any) -> float:
        """Return the share of a head among all that can give a type."""
        total = self._totals.get(type_.name)
        if total is None:
            total = self._totals[type_.name] = sum(map(self.weight.get, self.able(type_)))
        return self.weight[root] / total

    def tells(self, parent: Production, place: int) -> bool:
        """Return whether something is known of the heads at a place."""
        return (parent, place) in self._known

    def cost(self, parent: Production | None, place: int, type_: Type, root: Any) -> int:
        """Return the bits of a head at a place of a parent."""
        key = (parent, place, type_.name, root)
        bits = self._costs.get(key)
        if bits is None:
            share = self.share(type_, root)
            here = self.places.get((parent, place))
            if here:
                seen = sum(here.values())
                factor = 2.0 ** self.ratio[root]
                share = (here[root] * factor + PRIOR * share) / (seen + PRIOR)
            bits = self._costs[key] = rounded(share)
        return bits

    def constant_bits(self, text: str) -> int:
        """Return the bits that tell a constant from the others."""
        total = sum(self.constants.values()) + 1
        return max(1, round(-math.log2((self.constants[text] + 0.05) / total)))

    def usual_constants(self, count: int) -> dict[str, int]:
        """Return the most frequent constants of the corpus with their bits."""
        plain = [text for text, _ in self.constants.most_common() if len(text) <= SHORT]
        return {text: self.constant_bits(text) for text in plain[:count]}

    def without_some(self, share: float, seed: int) -> "CountedWeights":
        """Return weights of a language without a random share of its productions."""
        made = super().without_some(share, seed)
        made._totals, made._costs = {}, {}
        return made
