"""Values grown bottom-up in order of cost, one term for each behaviour.

A bank belongs to a context: a table of rows, each with values of the variables. The program's own
bank has a row for each example; that of a lambda has rows of its own (see ``lambdas``). Terms that
give the same on all rows are one: the cheapest stays (Albarghouthi et al. 2013, "Recursive program
synthesis"; Udupa et al. 2013, "TRANSIT").

The cost of a term is the bits of its head and of its parts, each at its place (see ``weights``).
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import product
from typing import Any, Protocol

from codegarden.description.types import UNKNOWN, Type
from codegarden.search.instances import Instance, Slot, instance
from codegarden.search.production import Production
from codegarden.search.signatures import Function, accepts, depth
from codegarden.search.values import ERRORS, LONGEST, Clock, Entry, freezer
from codegarden.search.weights import Weights

TYPES = (20, 12, 8)  # of a bank by its nesting, so that pairs of pairs of pairs end
DEEPEST = 2  # nesting of a type
CLASSES = {kind.__name__: kind for kind in (int, float, str, bool, list, tuple, set, dict)}
UNSIZED = frozenset({"int", "bool", "float", "tuple", "regex", "None"})


class Grower(Protocol):
    """What adds entries of productions that take functions."""

    def add(self, instance_: Instance) -> None:
        """Take a production at new types."""

    def grow(self) -> None:
        """Add what costs the bank's level."""


class Bank:
    """The entries of one context, one for each behaviour, grown level by level of cost.

    ``watch`` holds what is called with each batch of new entries of one type, ``growers`` what adds
    the productions that take functions. ``nesting`` says how many lambdas stand around.
    """

    def __init__(
        self,
        variables: Sequence[Entry],
        constants: Sequence[Entry],
        rows: int,
        language: Sequence[Production],
        weights: Weights,
        clock: Clock,
        nesting: int = 0,
    ):
        self.variables = list(variables)
        self.constants = list(constants)
        self.rows = rows
        self.language = language
        self.weights = weights
        self.clock = clock
        self.nesting = nesting
        self.level = 0
        self.wanted: set[Type] = set()  # types that there is always room for
        self.watch: list[Callable[[list[Entry]], None]] = []
        self.growers: list[Grower] = []
        self.groups: dict[Type, dict[Any, dict[int, list[Entry]]]] = {}  # by type, head and cost
        self.seen: dict[Type, dict[Any, Entry]] = {}
        self._freezers: dict[Type, Callable | None] = {}
        self._instances: list[tuple[Instance, int, list[Slot]]] = []
        self._slots: dict[tuple, Slot] = {}
        self._slots_of: dict[Type, list[Slot]] = {}
        self._new_types: list[Type] = []
        self._least: dict[Type, int] = {}  # the level at which a type was first seen
        self._new_at: dict[int, list[tuple[Production, int, Type]]] = {}
        self._due: dict[int, list[tuple[Production, tuple[Type, ...]]]] = {}
        self._later: dict[int, list[Entry]] = {}

    def start(self) -> None:
        """Set variables and constants down for the levels that they cost."""
        nullary = [
            Entry(p, (), p.result, self.weights.prior(p.result, p), (p.function(),) * self.rows)
            for p in self.language
            if not p.names
        ]
        for entry in (*self.variables, *self.constants, *nullary):
            self._later.setdefault(entry.cost, []).append(entry)

    def room_for(self, type_: Type) -> tuple[dict, Callable | None]:
        """Return what is known of a type: its keys, and what makes keys."""
        seen = self.seen.get(type_)
        if seen is None:
            seen = self.seen[type_] = {}
            self.groups[type_] = {}
            self._freezers[type_] = freezer(type_)
            self._slots_of[type_] = []
            self._new_types.append(type_)
        return seen, self._freezers[type_]

    def admits(self, type_: Type) -> bool:
        """Return whether there may be entries of a type."""
        return (
            type_ in self.seen
            or type_ in self.wanted
            or (len(self.seen) < TYPES[self.nesting] and depth(type_) <= DEEPEST)
        )

    def find(self, type_: Type, values: tuple) -> Entry | None:
        """Return the entry of a type with such values."""
        seen = self.seen.get(type_)
        if not seen:
            return None
        freeze = self._freezers[type_]
        return seen.get(values if freeze is None else tuple(map(freeze, values)))

    @cached_property
    def _by_text(self) -> dict[str, Production]:
        return {production.text: production for production in reversed(self.language)}

    def production(self, text: str) -> Production | None:
        """Return the production of a text, if the language has it."""
        return self._by_text.get(text)

    def make(self, production: Production, arguments: tuple, type_: Type, values: tuple) -> Entry:
        """Return an entry that need not stand in the bank, with the cost that it would have."""
        weights = self.weights
        cost = weights.prior(type_, production)
        for place, each in enumerate(arguments):
            here = weights.cost(production, place, each.type, each.root)
            cost += each.cost + max(0, here - weights.prior(each.type, each.root))
        return Entry(production, arguments, type_, cost, values)

    def grow_to(self, level: int) -> None:
        """Grow until all entries up to a cost are there."""
        while self.level < level:
            self.grow()

    def grow(self) -> None:
        """Add all entries of the next cost."""
        if not self.level:
            self.start()
        self.level += 1
        for entry in self._later.pop(self.level, ()):
            self._take(entry)
        self._instantiate()
        for instance_, own, slots in self._instances:
            left = self.level - own
            if sum(slot.least for slot in slots) <= left and self.admits(instance_.result):
                self._combine(instance_, slots, left, ())
        for grower in self.growers:
            grower.grow()
        self._register()

    def slot(self, production: Production, place: int, type_: Type) -> Slot:
        """Return the slot of a production's place for a type: one for all places alike."""
        parent = production if self.weights.tells(production, place) else None
        key = (parent, place if parent else 0, type_)
        slot = self._slots.get(key)
        if slot is None:
            slot = self._slots[key] = Slot(parent, key[1], type_, self.weights)
            if type_ in self._slots_of:
                self._slots_of[type_].append(slot)
            for root, costs in self.groups.get(type_, {}).items():
                for cost, entries in costs.items():
                    slot.add(root, cost, entries)
        return slot

    def store(self, root: Any, type_: Type, new: list[Entry]) -> None:
        """Keep new entries of one head and of the level's cost, and show them."""
        if new:
            costs = self.groups[type_].setdefault(root, {})
            costs.setdefault(self.level, []).extend(new)
            self.clock.room -= len(new)
            for watch in self.watch:
                watch(new)

    def cheapest(self, type_: Type):
        """Yield the entries of a type in order of cost."""
        roots = self.groups.get(type_, {})
        for cost in sorted({cost for costs in roots.values() for cost in costs}):
            for costs in roots.values():
                yield from costs.get(cost, ())

    def _take(self, entry: Entry) -> None:
        """Take an entry in at its own cost, if it behaves as no other."""
        seen, freeze = self.room_for(entry.type)
        key = entry.values if freeze is None else tuple(map(freeze, entry.values))
        if key not in seen:
            seen[key] = entry
            self.store(entry.root, entry.type, [entry])

    def _register(self) -> None:
        """Tell the places where they can go of the entries of this level, and of new types."""
        level = self.level
        for type_, roots in self.groups.items():
            for root, costs in roots.items():
                entries = costs.get(level)
                if entries:
                    for slot in self._slots_of[type_]:
                        slot.add(root, level, entries)
        fresh, self._new_types = self._new_types, []
        for type_ in fresh:
            self._least[type_] = level
            for production, place, own in self.weights.takers(type_):
                if self.growers or not production.is_higher_order:
                    due = level + own + len(production.names) - 1
                    self._new_at.setdefault(due, []).append((production, place, type_))

    def _match(self, production: Production, place: int, type_: Type) -> None:
        """Set down the instances of a production with a type at a place and types seen before it.

        Each for the level at which its cheapest arguments are due, since most never are. Places
        before the type's have types that were seen earlier, so that each combination comes once.
        """
        seen = list(self._least)
        order = seen.index(type_)
        choices = [
            [type_]
            if other == place
            else [t for t in seen[: order + (other > place)] if accepts(kind, t)]
            for other, kind in enumerate(production.types)
            if not isinstance(kind, Function)
        ]
        own = self.weights.least(production)
        for types in product(*choices):
            due = max(own + sum(map(self._least.__getitem__, types)), self.level)
            self._due.setdefault(due, []).append((production, types))

    def _instantiate(self) -> None:
        """Make the instances that are due."""
        self.clock.check()
        for production, place, type_ in self._new_at.pop(self.level, ()):
            self._match(production, place, type_)
        for production, types in self._due.pop(self.level, ()):
            found = instance(production, types)
            if found is None:
                continue
            if found.result is None:
                for grower in self.growers:
                    grower.add(found)
            elif self.admits(found.result):
                slots = [self.slot(production, at, t) for at, t in enumerate(types)]
                own = self.weights.prior(found.result, production)
                self._instances.append((found, own, slots))

    def _combine(self, instance_: Instance, slots: list[Slot], left: int, chosen: tuple) -> None:
        """Apply a production to all arguments that cost ``left`` together."""
        slot = slots[len(chosen)]
        if len(chosen) + 1 == len(slots):
            if left in slot.lists:
                self._apply(instance_, [*chosen, slot.lists[left]])
            return
        for cost, lists in slot.lists.items():
            if cost < left:
                self._combine(instance_, slots, left - cost, (*chosen, lists))

    def _apply(self, instance_: Instance, groups: Sequence[list[list[Entry]]]) -> None:
        """Add what a production gives for arguments out of some lists. The search's inner loop."""
        production, function, type_ = instance_.production, instance_.function, instance_.result
        seen, freeze = self.room_for(type_)
        sized = type_.name not in UNSIZED
        half = production.is_commutative and instance_.types[0] == instance_.types[1]
        tried_kind = CLASSES.get(type_.name) if production.result == UNKNOWN else None
        clock, level = self.clock, self.level
        new: list[Entry] = []
        *outer, inner = [[each for entries in lists for each in entries] for lists in groups]
        clock.check()
        for chosen in product(*outer) if outer else ((),):
            columns = [each.values for each in chosen]
            clock.tried += len(inner)
            for entry in inner:
                if half and chosen[0].cost > entry.cost:
                    continue
                try:
                    values = tuple(map(function, *columns, entry.values))
                    key = values if freeze is None else tuple(map(freeze, values))
                    if key in seen or (sized and sum(map(len, values)) > LONGEST):
                        continue
                    if tried_kind and not all(type(value) is tried_kind for value in values):
                        continue  # a type that was found by trying need not hold
                except ERRORS:
                    continue
                seen[key] = made = Entry(production, (*chosen, entry), type_, level, values)
                new.append(made)
            if outer:
                clock.check()
        self.store(production, type_, new)
