"""How likely a production is, given its parent and place: the costs of the search, in bits.

A probabilistic grammar over bigrams (Alur et al. 2018, "Search-based program synthesis"; Menon et
al. 2013). Costs are -log2 of probabilities, rounded, at least 1. This file holds the uniform
weights; what counting solved programs gives is in ``counting``.
"""

import copy
import math
import random
from collections.abc import Iterable
from typing import Any

from codegarden.description.types import UNKNOWN, Type
from codegarden.synthesis.production import Production
from codegarden.synthesis.signatures import VARIABLES, Function, accepts

VARIABLE, CONSTANT = "variable", "constant"  # what a variable and a constant count as
ROOT = "return"  # the parent of a whole program
LEAST_BITS = 1  # so that a term costs more than its parts
FUNCTION_BITS = 6  # of a production with a function, and of the function, at least
TINY = 2.0**-30
NOTHING = Type("")  # a type that only productions of any type can give
SPREAD = 3.0  # bits: the spread of the noise by which productions are left out


class Weights:
    """The uniform weights: all heads that can give a type are equally likely.

    ``prior(type, root)`` and ``cost(parent, place, type, root)`` are in bits; ``parent`` ``ROOT``
    is the program itself.
    """

    def __init__(self, language: Iterable[Production]):
        self.language = tuple(language)
        self._able: dict[str, list] = {}
        self._takers: dict[Type, list] = {}
        self._bits: dict[tuple, int] = {}
        self._slack: dict[tuple[Production, int], int] = {}
        self._wanted = ""  # the name of the type that the program gives

    def toward(self, type_: Type) -> "Weights":
        """Return weights for a program of a type: its heads cost no more than at the root."""
        made = self.of(self.language)
        made._wanted = type_.name
        return made

    def of(self, language: Iterable[Production]) -> "Weights":
        """Return such weights for a part of the language."""
        made = copy.copy(self)
        made.language = tuple(language)
        made._able, made._bits, made._takers, made._slack = {}, {}, {}, {}
        return made

    def without_some(self, share: float, seed: int) -> "Weights":
        """Return weights of a language without a random share of its productions.

        The more often one is used, the likelier it stays.
        """
        draw = random.Random(seed)
        ranked = sorted(
            self.language, key=lambda p: self.prior(p.result, p) - 2 * draw.random() * SPREAD
        )
        kept = set(ranked[: max(1, round(len(ranked) * (1 - share)))])
        return self.of(p for p in self.language if p in kept)

    def takers(self, type_: Type) -> list[tuple[Production, int, int]]:
        """Return the productions that take a type, the place it can go to, and their least bits."""
        found = self._takers.get(type_)
        if found is None:
            found = self._takers[type_] = [
                (production, place, self.least(production))
                for production in self.language
                for place, kind in enumerate(production.types)
                if not isinstance(kind, Function) and accepts(kind, type_)
            ]
        return found

    def able(self, type_: Type) -> list:
        """Return the heads that can give a type, as far as its name tells."""
        heads = self._able.get(type_.name)
        if heads is None:
            names = (type_.name, UNKNOWN.name, *VARIABLES)
            heads = [p for p in self.language if p.result.name in names]
            self._able[type_.name] = heads = [VARIABLE, CONSTANT, *heads]
        return heads

    def share(self, type_: Type, root: Any) -> float:
        """Return the share of a head among all that can give a type."""
        return 1 / len(self.able(type_))

    def least(self, production: Production) -> int:
        """Return no more bits than a production costs, whatever type it gives."""
        if production.result.name not in VARIABLES and production.result != UNKNOWN:
            return self.prior(production.result, production)
        bits = self.prior(NOTHING, production)
        return min(bits, self.prior(Type(self._wanted), production)) if self._wanted else bits

    def tells(self, parent: Production, place: int) -> bool:
        """Return whether something is known of the heads at a place."""
        return False

    def prior(self, type_: Type, root: Any) -> int:
        """Return the bits of a head where nothing is known but the type.

        Of the type that the program gives, they are no more than at its root.
        """
        key = (type_.name, root)
        bits = self._bits.get(key)
        if bits is None:
            bits = rounded(self.share(type_, root))
            if type_.name == self._wanted:
                bits = min(bits, self.cost(ROOT, 0, type_, root))
            self._bits[key] = bits
        return bits

    def explained(self, heads: Iterable[Production]) -> float:
        """Return by how many bits some productions make the words of the description likelier."""
        return 0.0

    def probability(self, parent: Any, place: int, type_: Type, root: Any) -> float:
        """Return the probability of a head at a place of a parent."""
        return self.share(type_, root)

    def cost(self, parent: Production | None, place: int, type_: Type, root: Any) -> int:
        """Return the bits of a head at a place of a parent."""
        return rounded(self.share(type_, root))

    def extra(self, parent: Production, place: int, type_: Type, root: Any) -> int:
        """Return by how many bits a head costs more at a place of a parent than elsewhere.

        It costs less by no more than the parent's own bits leave (see ``slack``).
        """
        more = self.cost(parent, place, type_, root) - self.prior(type_, root)
        return max(more, -self.slack(parent, place))

    def slack(self, parent: Production, place: int) -> int:
        """Return by how many bits an argument may cost less at a place than elsewhere.

        A term costs more than each of its arguments, so that these are there when it is made.
        """
        bits = self._slack.get((parent, place))
        if bits is None:
            bits = self.least(parent) - LEAST_BITS if self.tells(parent, place) else 0
            if parent.is_higher_order:
                bits = min(bits, FUNCTION_BITS - LEAST_BITS)
            self._slack[parent, place] = bits
        return bits


def rounded(share: float) -> int:
    """Return a share in bits, rounded, at least one."""
    return max(LEAST_BITS, round(-math.log2(max(share, TINY))))
