"""Productions at concrete types, and the places that entries of a bank can go to."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any

from codegarden.description.types import UNKNOWN, Type
from codegarden.synthesis.probing import result_type
from codegarden.synthesis.production import PLACE, Production
from codegarden.synthesis.signatures import Function, fill, match
from codegarden.synthesis.values import ERRORS, Entry
from codegarden.synthesis.weights import LEAST_BITS, Weights

NOTHING: Mapping[int, Any] = {}


class Instance:
    """A production at concrete types of its first-order arguments."""

    __slots__ = ("bound", "is_symmetric", "production", "result", "types")

    def __init__(self, production: Production, types: tuple, bound: dict[str, Type]):
        self.production = production
        self.types = types
        self.bound = bound
        self.result = None if production.is_higher_order else fill(production.result, bound)
        self.is_symmetric = production.is_commutative and types[0] == types[1]


@lru_cache(maxsize=1_000_000)
def instance(production: Production, types: tuple[Type, ...]) -> Instance | None:
    """Return a production at the types of its first arguments, None where they don't go there."""
    bound: dict[str, Type] = {}
    kinds = [kind for kind in production.types if not isinstance(kind, Function)]
    if not all(match(kind, type_, bound) for kind, type_ in zip(kinds, types, strict=False)):
        return None
    found = Instance(production, types, bound)
    if production.result == UNKNOWN:
        found.result = result_type(production.function, types)
        return found if found.result else None
    return found


class Place:
    """A place of a production, as the weights of a search have it.

    At a place where a head is rarer than elsewhere an entry costs more, where it is more frequent
    less, by ``slack`` at most; ``extras`` has the bits more by type and head, as far as they were
    asked for. Of places that are not told, nothing is known. ``own`` are the least bits of the
    production.
    """

    __slots__ = ("extras", "is_told", "kind", "number", "own", "production", "slack")

    def __init__(self, weights: Weights, production: Production, number: int):
        self.production = production
        self.number = number
        self.kind = production.types[number]
        self.own = weights.least(production)
        self.is_told = weights.tells(production, number)
        self.slack = weights.slack(production, number)
        self.extras: dict[Type, dict[Any, int]] = {}


class Places:
    """The places of productions, found out once for all banks of a search."""

    def __init__(self, weights: Weights):
        self.weights = weights
        self._of: dict[Production, list[Place]] = {}
        self._takers: dict[Type, dict[int, list[Place]]] = {}

    def of(self, production: Production) -> list[Place]:
        """Return the places of a production."""
        found = self._of.get(production)
        if found is None:
            numbers = range(len(production.types))
            found = [Place(self.weights, production, number) for number in numbers]
            self._of[production] = found
        return found

    def takers(self, type_: Type) -> dict[int, list[Place]]:
        """Return the places that a type can go to, by what a term costs more than it at least."""
        found = self._takers.get(type_)
        if found is None:
            found = self._takers[type_] = {}
            for production, number, own in self.weights.takers(type_):
                place = self.of(production)[number]
                more = own - place.slack + LEAST_BITS * (len(production.names) - 1)
                found.setdefault(more, []).append(place)
        return found


@lru_cache(maxsize=4)
def places_of(weights: Weights) -> Places:
    """Return what all banks of a search know of the places of productions."""
    return Places(weights)


Lists = list[list[Entry]]  # each of one head and cost, all of one mask


class Slot:
    """A place for a type: the lists of entries that go there, by their cost there and their mask.

    Places of which nothing is known share one slot, of no place. ``entries`` has those of the type
    by their own cost, and all of a cost before they are asked for; the slot takes them in as far
    as they are.
    """

    __slots__ = ("_entries", "_extras", "_groups", "_place", "_taken", "_type", "_weights")

    def __init__(
        self,
        place: Place | None,
        type_: Type,
        weights: Weights,
        entries: dict[int, list[tuple[Any, int, list[Entry]]]],
    ):
        self._place = place
        self._type = type_
        self._weights = weights
        self._entries = entries
        self._extras = place.extras.setdefault(type_, {}) if place else None
        self._groups: dict[int, dict[int, Lists]] = {}
        self._taken = 0

    def groups(self, most: int) -> dict[int, dict[int, Lists]]:
        """Return the entries by their cost here; those of at most a cost are complete."""
        if self._place is not None:
            most += self._place.slack
        while self._taken < most:
            self._taken += 1
            for root, mask, entries in self._entries.get(self._taken, ()):
                cost = self._taken + (self._extra(root) if self._place is not None else 0)
                self._groups.setdefault(cost, {}).setdefault(mask, []).append(entries)
        return self._groups

    def _extra(self, root: Any) -> int:
        """Return by how many bits a head costs more here than elsewhere."""
        extra = self._extras.get(root)
        if extra is None:
            place = self._place
            extra = self._weights.extra(place.production, place.number, self._type, root)
            self._extras[root] = extra
        return extra


def combined(slots: list[Slot], least: list[int], left: int, place: int = 0) -> list[tuple]:
    """Return the arguments for each place from one on that cost ``left`` together.

    Each a mask and a tuple of lists of entries. ``least`` has what the places from each on cost at
    least, and 0.
    """
    most = left - least[place + 1]
    groups = slots[place].groups(most)
    if place + 1 == len(slots):
        return [(mask, (lists,)) for mask, lists in groups.get(left, NOTHING).items()]
    found = []
    for cost, by_mask in groups.items():
        if cost <= most:
            for other, rest in combined(slots, least, left - cost, place + 1):
                found += [(mask | other, (lists, *rest)) for mask, lists in by_mask.items()]
    return found


def taken_apart(
    language: Sequence[Production], type_: Type, values: tuple
) -> Iterator[tuple[Production, Type, tuple]]:
    """Yield the places of a type that is a tuple: what takes it out, its type, its values.

    A place that a value has not, as a step of a loop may give a tuple of another width, is none.
    """
    for place in language if type_.name == "tuple" else ():
        bound: dict[str, Type] = {}
        if place.about == PLACE and match(place.types[0], type_, bound):
            with suppress(*ERRORS):
                yield place, fill(place.result, bound), tuple(map(place.function, values))
