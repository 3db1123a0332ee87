"""Values grown bottom-up in order of cost, one term for each behaviour.

A bank belongs to a context: a table of rows, each with values of the variables. The program's own
bank has a row for each example; that of a lambda has rows of its own (see ``lambdas``), and takes
over from the bank outside what does not depend on the lambda's variables. Terms that give the same
on all rows are one: the cheapest stays (Albarghouthi et al. 2013, "Recursive program
synthesis"; Udupa et al. 2013, "TRANSIT").

The cost of a term is the bits of its head and of its parts, each at its place (see ``weights``).
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain, islice, product
from typing import Any, Protocol

from codegarden.description.types import UNKNOWN, Type
from codegarden.synthesis.compiling import on_columns
from codegarden.synthesis.entries import Entries
from codegarden.synthesis.frames import CONSTANT, FULL, INNER, OUTER, Frames, reader
from codegarden.synthesis.instances import (
    Instance,
    Lists,
    Place,
    Slot,
    combined,
    instance,
    places_of,
)
from codegarden.synthesis.production import Production
from codegarden.synthesis.signatures import Function, accepts
from codegarden.synthesis.values import ERRORS, LONGEST, Clock, Entry
from codegarden.synthesis.weights import LEAST_BITS, Weights

BATCH = 64  # terms between two looks at the clock
CLASSES = {kind.__name__: kind for kind in (int, float, str, bool, list, tuple, set, dict)}
UNSIZED = frozenset({"int", "bool", "float", "tuple", "regex", "None"})


class Grower(Protocol):
    """What adds entries of productions that take functions."""

    def add(self, instance_: Instance) -> None:
        """Take a production at new types."""

    def grow(self) -> None:
        """Add what costs the bank's level."""


class Bank(Entries):
    """The entries of one context, grown level by level of cost.

    ``growers`` is what adds the productions that take functions. With a bank ``outside`` there are
    the ``frames`` of both; the bank outside must be ahead.
    """

    def __init__(
        self,
        variables: Sequence[Entry],
        constants: Sequence[Entry],
        rows: int,
        language: Sequence[Production],
        weights: Weights,
        clock: Clock,
        outside: "Bank | None" = None,
        frames: Frames | None = None,
    ):
        super().__init__(frames or Frames([0] * rows, range(rows)), outside, clock)
        self.variables = list(variables)
        self.constants = list(constants)
        self.language = language
        self.weights = weights
        self.growers: list[Grower] = []
        self.places = places_of(weights)
        self._instances: list[tuple[Instance, int, list[Slot], list[int]]] = []
        self._slots: dict[tuple, Slot] = {}
        self._least: dict[Type, int] = {}  # the level at which a type was first seen
        self._accepted: dict[Type, list[tuple[int, Type]]] = {}
        self._new_at: dict[int, list[tuple[list[Place], Type]]] = {}
        self._due: dict[int, list[tuple[Production, tuple[Type, ...], tuple[int, ...]]]] = {}
        self._later: dict[int, list[Entry]] = {}

    def start(self) -> None:
        """Set variables and constants down for the levels that they cost."""
        own = INNER if self.outside else FULL
        entries = [each for each in self.variables if each.mask == own]
        if not self.outside:  # otherwise these are there already
            for e in self.constants:
                entries.append(self.constant(e.head, e.type, e.cost, e.values[0], e.root))
            for p in self.language:
                if not p.names:
                    cost = self.weights.prior(p.result, p)
                    entries.append(self.constant(p, p.result, cost, p.function()))
        for entry in entries:
            self._later.setdefault(entry.cost, []).append(entry)

    def join(self, entry: Entry) -> None:
        """Take an entry into a bank that has grown, at the next level or at its cost."""
        self._later.setdefault(max(entry.cost, self.level + 1), []).append(entry)

    def constant(self, head: Any, type_: Type, cost: int, value: Any, root: Any = None) -> Entry:
        """Return an entry that has one value whatever the row."""
        return Entry(head, (), type_, cost, (value,), root, self.frames.of[CONSTANT])

    def take_over(self) -> None:
        """Take over what the bank outside has of the level's cost."""
        frames = self.frames.of
        rows = None if self.has_all_rows else reader(self.frames.outside)
        for type_, root, entries in self.outside.levels.get(self.level, ()):
            if not self.admits(type_):
                continue
            made: dict[int, list[Entry]] = {CONSTANT: [], OUTER: []}
            for e in entries:
                column, mask = e.column, e.mask
                if mask != CONSTANT:
                    column = e.values if rows is None else rows(e.values)
                    mask = OUTER
                    if column[0] == column[-1] and column.count(column[0]) == len(column):
                        column, mask = column[:1], CONSTANT
                same = Entry(e.head, e.arguments, type_, e.cost, column, root, frames[mask])
                if self.is_new(same):
                    made[mask].append(same)
            for each in made.values():
                self.store(root, type_, each)

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
            cost += each.cost + weights.extra(production, place, each.type, each.root)
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
        self.levels[self.level] = []
        if self.outside:
            self.take_over()
        for entry in self._later.pop(self.level, ()):
            if self.is_new(entry):
                self.store(entry.root, entry.type, [entry])
        self._instantiate()
        for instance_, own, slots, least in self._instances:
            left = self.level - own
            if left >= least[0]:
                combos = combined(slots, least, left)
                if combos and self.admits(instance_.result):
                    self.clock.attempt(instance_.production.text, self._apply, instance_, combos)
        for grower in self.growers:
            self.clock.attempt(type(grower).__name__, grower.grow)
        self._register()

    def slot(self, place: Place, type_: Type) -> Slot:
        """Return the slot of a production's place for a type: one for all places alike."""
        told = place if place.is_told else None
        slot = self._slots.get((told, type_))
        if slot is None:
            self.room_for(type_)
            slot = Slot(told, type_, self.weights, self.of_type[type_])
            self._slots[told, type_] = slot
        return slot

    def _register(self) -> None:
        """Set down for which level the productions that take a new type are due."""
        new, self.new_types = self.new_types, []
        if new:
            self._accepted.clear()
        for type_ in new:
            self._least[type_] = self.level
            for more, places in self.places.takers(type_).items():
                self._new_at.setdefault(self.level + more, []).append((places, type_))

    def _accepts(self, kind: Type) -> list[tuple[int, Type]]:
        """Return the types that go to a kind of place, each with how many were seen before it."""
        found = self._accepted.get(kind)
        if found is None:
            found = [(n, each) for n, each in enumerate(self._least) if accepts(kind, each)]
            self._accepted[kind] = found
        return found

    def _match(self, place: Place, type_: Type, order: int) -> None:
        """Set down the instances of a production with a type at a place and types seen before it.

        Each for the level at which its cheapest arguments are due, since most never are. Places
        before the type's have types that were seen earlier, so that each combination comes once.
        """
        choices = []
        for other in self.places.of(place.production):
            if not isinstance(other.kind, Function):
                below = order + (other.number > place.number)
                types = [each for n, each in self._accepts(other.kind) if n < below]
                types = [type_] if other is place else types
                least = [max(LEAST_BITS, self._least[each] - other.slack) for each in types]
                choices.append(list(zip(types, least, strict=True)))
        for chosen in product(*choices):
            types, least = zip(*chosen, strict=True)
            due = max(place.own + sum(least), self.level)
            self._due.setdefault(due, []).append((place.production, types, least))

    def _instantiate(self) -> None:
        """Make the instances that are due."""
        self.clock.check()
        for places, type_ in self._new_at.pop(self.level, ()):
            order = list(self._least).index(type_)
            for place in places:
                if self.growers or not place.production.is_higher_order:
                    self._match(place, type_, order)
        for production, types, least in self._due.pop(self.level, ()):
            found = instance(production, types)
            if found is None:
                continue
            if found.result is None:
                for grower in self.growers:
                    grower.add(found)
            elif self.admits(found.result):
                places = self.places.of(production)
                slots = [self.slot(place, each) for place, each in zip(places, types, strict=True)]
                own = self.weights.prior(found.result, production)
                rest = list(accumulate((0, *reversed(least))))[::-1]
                self._instances.append((found, own, slots, rest))

    def _apply(self, instance_: Instance, combos: list[tuple[int, tuple[Lists, ...]]]) -> None:
        """Apply a production to some arguments, frame by frame."""
        arguments_of: dict[int, list[tuple[Lists, ...]]] = {}
        for mask, lists in combos:
            if mask & INNER or not self.outside:  # otherwise the bank outside has it
                arguments_of.setdefault(mask, []).append(lists)
        for mask, arguments in arguments_of.items():
            self._evaluate(instance_, arguments, mask)

    def _columns(self, lists: Lists, mask: int) -> list[tuple]:
        """Return the columns of entries of one frame in a frame that holds it."""
        own = lists[0][0].mask
        columns = [entry.column for entries in lists for entry in entries]
        return columns if own == mask else list(map(self.frames.widened(own, mask), columns))

    def _evaluate(self, instance_: Instance, arguments: Sequence, mask: int) -> None:
        """Add what a production gives for all combinations of arguments: the inner loop."""
        production, type_ = instance_.production, instance_.result
        seen, freeze = self.room_for(type_, mask)
        frame = None if mask == FULL else self.frames.of[mask]
        sized = type_.name not in UNSIZED
        tried_kind = CLASSES.get(type_.name) if production.result == UNKNOWN else None
        level, evaluate, narrower = self.level, on_columns(production), self.narrower
        answers = self.answers(type_, mask)
        new, repeated = [], []
        terms = self._terms(arguments, mask)
        if instance_.is_symmetric:
            terms = (each for each in terms if each[0][0].cost <= each[0][1].cost)
        while batch := list(islice(terms, BATCH)):
            self.clock.check()
            self.clock.tried += len(batch)
            for given, columns in batch:
                try:
                    values = evaluate(*columns)
                    key = values if freeze is None else tuple(map(freeze, values))
                    is_new = key not in seen and narrower(type_, values, mask) is None
                    if not is_new and key not in answers:
                        continue
                    if sized and sum(map(len, values)) > LONGEST:
                        continue
                    if tried_kind and not all(type(value) is tried_kind for value in values):
                        continue  # a type that was found by trying need not hold
                except ERRORS:
                    continue
                made = Entry(production, given, type_, level, values, None, frame)
                if is_new:
                    seen[key] = made
                (new if is_new else repeated).append(made)
        self.store(production, type_, new)
        self.show(repeated)

    def _terms(self, arguments: Sequence[tuple[Lists, ...]], mask: int) -> Iterator[tuple]:
        """Return all combinations of arguments with their columns in a frame."""
        return chain.from_iterable(
            zip(
                product(*map(chain.from_iterable, places)),
                product(*[self._columns(lists, mask) for lists in places]),
                strict=True,
            )
            for places in arguments
        )
