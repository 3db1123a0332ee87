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
from itertools import product
from typing import Any, Protocol

from codegarden.description.types import UNKNOWN, Type
from codegarden.synthesis.compiling import on_columns
from codegarden.synthesis.entries import Entries
from codegarden.synthesis.frames import CONSTANT, FULL, INNER, OUTER, Frames, reader
from codegarden.synthesis.instances import Instance, Slot, by_mask, combined, instance
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
        self._instances: list[tuple[Instance, int, list[Slot], list[int]]] = []
        self._slots: dict[tuple, Slot] = {}
        self._least: dict[Type, int] = {}  # the level at which a type was first seen
        self._new_at: dict[int, list[tuple[Production, int, Type]]] = {}
        self._due: dict[int, list[tuple[Production, tuple[Type, ...]]]] = {}
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
            if left >= least[0] and self.admits(instance_.result):
                part = instance_.production.text
                self.clock.attempt(part, self._apply, instance_, slots, least, left)
        for grower in self.growers:
            self.clock.attempt(type(grower).__name__, grower.grow)
        self._register()

    def slot(self, production: Production, place: int, type_: Type) -> Slot:
        """Return the slot of a production's place for a type: one for all places alike."""
        parent = production if self.weights.tells(production, place) else None
        key = (parent, place if parent else 0, type_)
        slot = self._slots.get(key)
        if slot is None:
            self.room_for(type_)
            entries = self.of_type[type_]
            slot = self._slots[key] = Slot(parent, key[1], type_, self.weights, entries)
        return slot

    def least(self, production: Production, types: Sequence[Type]) -> list[int]:
        """Return what arguments of some types cost at least at the places of a production."""
        less = (self.weights.slack(production, place) for place in range(len(types)))
        return [max(LEAST_BITS, self._least[t] - n) for t, n in zip(types, less, strict=True)]

    def _register(self) -> None:
        """Set down for which level the productions that take a new type are due."""
        level = self.level
        new, self.new_types = self.new_types, []
        for type_ in new:
            self._least[type_] = level
            for production, place, own in self.weights.takers(type_):
                if self.growers or not production.is_higher_order:
                    rest = own - self.weights.slack(production, place)
                    due = level + rest + len(production.names) - 1
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
            due = max(own + sum(self.least(production, types)), self.level)
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
                least = self.least(production, types)
                rest = [sum(least[place:]) for place in range(len(types))]
                self._instances.append((found, own, slots, rest))

    def _apply(self, instance_: Instance, slots: list[Slot], least: list[int], left: int) -> None:
        """Apply a production to all arguments that cost ``left`` together, frame by frame."""
        arguments_of: dict[int, list[list[list[Entry]]]] = {}
        for groups in combined(slots, least, left, 0):
            grouped = [by_mask(lists) for lists in groups]
            for chosen in product(*grouped):
                mask = 0
                for each in chosen:
                    mask |= each
                if mask & INNER or not self.outside:  # otherwise the bank outside has it
                    lists = [each[m] for each, m in zip(grouped, chosen, strict=True)]
                    arguments_of.setdefault(mask, []).append(lists)
        for mask, arguments in arguments_of.items():
            self._evaluate(instance_, arguments, mask)

    def _columns(self, entries: list[Entry], mask: int) -> list[tuple]:
        """Return the columns of entries of one frame in a frame that holds it."""
        if entries[0].mask == mask:
            return [entry.column for entry in entries]
        read = self.frames.widened(entries[0].mask, mask)
        return [read(entry.column) for entry in entries]

    def _evaluate(self, instance_: Instance, arguments: Sequence, mask: int) -> None:
        """Add what a production gives for all combinations of some lists of arguments.

        The search's inner loop.
        """
        production, type_ = instance_.production, instance_.result
        seen, freeze = self.room_for(type_, mask)
        frame = None if mask == FULL else self.frames.of[mask]
        sized = type_.name not in UNSIZED
        half = production.is_commutative and instance_.types[0] == instance_.types[1]
        tried_kind = CLASSES.get(type_.name) if production.result == UNKNOWN else None
        clock, level, evaluate = self.clock, self.level, on_columns(production)
        narrower, answers = self.narrower, self.answers(type_, mask)
        new: list[Entry] = []
        repeated: list[Entry] = []
        clock.check()
        for first, columns, batch in self._batches(arguments, mask):
            if half:
                batch = [pair for pair in batch if first[0].cost <= pair[0].cost]
            clock.tried += len(batch)
            for entry, column in batch:
                try:
                    values = evaluate(*columns, column)
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
                made = Entry(production, (*first, entry), type_, level, values, None, frame)
                if is_new:
                    seen[key] = made
                (new if is_new else repeated).append(made)
        self.store(production, type_, new)
        self.show(repeated)

    def _batches(self, arguments: Sequence, mask: int) -> Iterator[tuple]:
        """Yield first arguments, their columns, and last arguments with theirs, few at a time."""
        check = self.clock.check
        for *others, last in arguments:
            ends = list(zip(last, self._columns(last, mask), strict=True))
            if not others:
                yield from (([], [], ends[at : at + BATCH]) for at in range(0, len(ends), BATCH))
                continue
            pairs = [zip(each, self._columns(each, mask), strict=True) for each in others]
            for chosen in product(*pairs):
                first, columns = zip(*chosen, strict=True)
                for at in range(0, len(ends), BATCH):
                    check()
                    yield first, columns, ends if len(ends) <= BATCH else ends[at : at + BATCH]
