"""Weights of the search for one task: a log-linear mixture of what is known about it.

A head's probability at a place of a parent is its share there, backed off to its share in the
standard library and anywhere (interpolation with a prior's worth of counts, as in Witten-Bell
smoothing), where a solved problem counts the more the nearer its description is. What goes with
the words of the description and with the types multiplies it, as in naive Bayes (Shi et al. 2022,
"TF-Coder", section 4), and so does what a guide foresees.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from codegarden.description.types import Type
from codegarden.synthesis.counting import Asked, Counts, evidence, lifts
from codegarden.synthesis.production import Production
from codegarden.synthesis.usual import usual
from codegarden.synthesis.weights import CONSTANT, ROOT, VARIABLE, Weights, rounded

SMOOTHING = 1.0  # occurrences of every head that are taken for seen (Laplace)
PRIOR = 25.0  # occurrences at a place that the share elsewhere is worth
USUAL = 100.0  # occurrences in the standard library that the share anywhere is worth
SHORT = 6  # characters of a constant that may be usual
FITTED = Path(__file__).with_name("mixture.json")


@cache
def exponents() -> Mapping[str, float]:
    """Return how much of the bits of ``shares``, ``words`` and ``types`` counts.

    They depend on one another. Fitted to training problems by ``codegarden benchmark weights
    --fit``, as a conditional logit.
    """
    return json.loads(FITTED.read_text(encoding="utf-8"))["exponents"]


@dataclass(frozen=True)
class Tilt:
    """By how many bits a task makes heads likelier than their counts say, as the guide foresees.

    ``root`` is for the program itself, ``inside`` for all places in it; heads that are absent are
    as likely as counted.
    """

    root: Mapping[Any, float]
    inside: Mapping[Any, float]


class CountedWeights(Weights):
    """Weights from the counts of a corpus, for one task, and what a guide says of it.

    A head's probability at a place goes with its share there, backed off to its share anywhere, in
    problems among which those near the task count more; and with the bits that the task's words and
    types give it (a log-linear mixture of these, see ``exponents``) and those of the guide.
    """

    def __init__(
        self,
        language: Sequence[Production],
        counts: Counts,
        asked: Asked | None = None,
        tilt: Tilt | None = None,
        mixture: Mapping[str, float] | None = None,
    ):
        super().__init__(language)
        heads = (*self.language, VARIABLE, CONSTANT)
        near, self.lifts, self.sharp = counts, {}, 1.0
        said = dict.fromkeys(heads, 0.0)
        if asked and counts.problems:
            near, marks, mixture = counts.near(asked), asked.marks, mixture or exponents()
            self.sharp = mixture["shares"]
            for head in heads:
                self.lifts[head] = lifts(counts, head, marks["words"])
                found = evidence(counts, head, self.lifts[head], marks["types"])
                said[head] = sum(mixture[kind] * bits for kind, bits in found.items())
        self.places, self.constants = near.places, near.constants
        self.usual = usual(self.language) if counts.problems else {}
        self.counted = {head: near.heads[head] + SMOOTHING for head in heads}
        root, inside = (tilt.root, tilt.inside) if tilt else ({}, {})
        self.ratio = {head: 2.0 ** (bits + inside.get(head, 0.0)) for head, bits in said.items()}
        self.root_ratio = {head: 2.0 ** (bits + root.get(head, 0.0)) for head, bits in said.items()}
        self._totals: dict[tuple, tuple[float, float, float]] = {}
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
        spot, key = (parent, place), (parent, place, type_.name)
        here, usual_here = self.places.get(spot, {}) if parent else {}, self.usual.get(spot, {})
        ratio, sharp = self.root_ratio if parent == ROOT else self.ratio, self.sharp

        def weight(head: Any) -> float:
            elsewhere = usual_here.get(head, 0.0) + anywhere * self.counted[head]
            return (here.get(head, 0.0) + worth * elsewhere) ** sharp * ratio[head]

        if key in self._totals:
            worth, anywhere, total = self._totals[key]
        else:
            able = self.able(type_)
            worth = PRIOR / (sum(usual_here.get(head, 0.0) for head in able) + USUAL)
            anywhere = USUAL / sum(map(self.counted.__getitem__, able))
            total = sum(map(weight, able))
            self._totals[key] = worth, anywhere, total
        return weight(root) / total

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
