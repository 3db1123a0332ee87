"""Productions at concrete types, and the places that entries of a bank can go to."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any

from codegarden.description.types import UNKNOWN, Type
from codegarden.synthesis.probing import result_type
from codegarden.synthesis.production import PLACE, Production
from codegarden.synthesis.signatures import Function, fill, match
from codegarden.synthesis.values import ERRORS, Entry
from codegarden.synthesis.weights import Weights


class Instance:
    """A production at concrete types of its first-order arguments."""

    __slots__ = ("bound", "function", "production", "result", "types")

    def __init__(self, production: Production, types: tuple, bound: dict[str, Type]):
        self.production = production
        self.types = types
        self.bound = bound
        self.function = production.function
        self.result = None if production.is_higher_order else fill(production.result, bound)


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


class Slot:
    """A place of a production for a type: the lists of entries that go there, by their cost there.

    At a place where a head is rarer than elsewhere an entry costs more, where it is more frequent
    less, by ``slack`` at most. Places of which nothing is known share one slot, of no production.
    ``entries`` has those of the type by their own cost, and all of a cost before they are asked
    for; the slot takes them in as far as they are.
    """

    __slots__ = (
        *("_lists", "_taken", "entries", "extra", "place", "production"),
        *("slack", "type", "weights"),
    )

    def __init__(
        self,
        production: Production | None,
        place: int,
        type_: Type,
        weights: Weights,
        entries: dict[int, list[tuple[Any, list[Entry]]]],
    ):
        self.production = production
        self.place = place
        self.type = type_
        self.weights = weights
        self.entries = entries
        self.extra: dict[Any, int] = {}
        self.slack = weights.slack(production, place) if production else 0
        self._lists: dict[int, list[list[Entry]]] = {}
        self._taken = 0

    def lists(self, most: int) -> dict[int, list[list[Entry]]]:
        """Return the lists by their cost here; those of at most a cost are complete."""
        while self._taken < most + self.slack:
            self._taken += 1
            for root, entries in self.entries.get(self._taken, ()):
                self.add(root, self._taken, entries)
        return self._lists

    def add(self, root: Any, cost: int, entries: list[Entry]) -> None:
        """Take a list of entries in."""
        if self.production is not None:
            extra = self.extra.get(root)
            if extra is None:
                extra = self.weights.extra(self.production, self.place, self.type, root)
                self.extra[root] = extra
            cost += extra
        found = self._lists.get(cost)
        if found is None:
            self._lists[cost] = [entries]
        else:
            found.append(entries)


def combined(slots: list[Slot], least: list[int], left: int, place: int) -> Iterator[list]:
    """Yield a list of entries' lists for each place from one on that cost ``left`` together.

    ``least`` has what the places from each on cost at least.
    """
    slot = slots[place]
    if place + 1 == len(slots):
        lists = slot.lists(left).get(left)
        if lists is not None:
            yield [lists]
        return
    most = left - least[place + 1]
    for cost, lists in slot.lists(most).items():
        if cost <= most:
            for others in combined(slots, least, left - cost, place + 1):
                yield [lists, *others]


def by_mask(lists: list[list[Entry]]) -> dict[int, list[Entry]]:
    """Return the entries of several lists, each of one frame, by their masks."""
    found: dict[int, list[Entry]] = {}
    for entries in lists:
        found.setdefault(entries[0].mask, []).extend(entries)
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
