"""The entries of one context by type, head and cost, one for each behaviour."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any, Protocol

from codegarden.description.types import Type
from codegarden.synthesis.frames import FULL, OUTER, Frames
from codegarden.synthesis.signatures import depth
from codegarden.synthesis.values import ERRORS, Clock, Entry, freezer

TYPES = (24, 16, 12)  # of a bank by its nesting, so that pairs of pairs of pairs end
DEEPEST = 2  # nesting of a type, where inputs and outputs are plain


class Answered(Protocol):
    """A goal, as far as entries know it."""

    def admits(self, type_: Type) -> bool:
        """Return whether entries of a type can answer it."""

    def narrowed(self, mask: int) -> tuple | None:
        """Return its outputs on the rows of a frame, None where these do not tell them."""

    def look_again(self, entries: list[Entry]) -> None:
        """Look at entries that behave as others do that were shown before."""


class Entries:
    """What a context holds: entries in the order of their cost, told apart by their values.

    ``watch`` holds what is called with each batch of new entries of one type and frame, ``goals``
    what is shown also the entries that answer it as others do: which of them was meant, the rows do
    not tell. ``groups`` has the entries by type, by head and mask, and by cost. There is always
    room for the types that are ``wanted``, and for others that nest no more than ``deepest``.
    """

    def __init__(self, frames: Frames, outside: "Entries | None", clock: Clock):
        self.frames = frames
        self.rows = len(frames.of[FULL].rows)
        self.outside = outside
        self.has_all_rows = outside is not None and frames.outside == list(range(outside.rows))
        self.clock = clock
        self.nesting: int = outside.nesting + 1 if outside else 0
        self.level = 0
        self.wanted: set[Type] = set(outside.wanted) if outside else set()
        self.deepest = outside.deepest if outside else DEEPEST
        self.watch: list[Callable[[list[Entry]], None]] = []
        self.goals: list[Answered] = []
        self.groups: dict[Type, dict[tuple[Any, int], dict[int, list[Entry]]]] = {}
        self.seen: dict[Type, dict[int, dict[Any, Entry]]] = {}  # by type, mask and key
        self.new_types: list[Type] = []
        # by cost; of one type, head and mask each
        self.levels: dict[int, list[tuple[Type, Any, list[Entry]]]] = {0: []}
        # by type and cost; of one head and mask each
        self.of_type: dict[Type, dict[int, list[tuple[Any, int, list[Entry]]]]] = {}
        self._freezers: dict[Type, Callable | None] = {}
        self._answers: dict[tuple[Type, int, int], set] = {}

    def admits(self, type_: Type) -> bool:
        """Return whether there may be entries of a type."""
        return (
            type_ in self.seen
            or type_ in self.wanted
            or (len(self.seen) < TYPES[self.nesting] and depth(type_) <= self.deepest)
        )

    def room_for(self, type_: Type, mask: int = FULL) -> tuple[dict, Callable | None]:
        """Return what is known of a type in a frame: its keys, and what makes keys."""
        known = self.seen.get(type_)
        if known is None:
            known = self.seen[type_] = {}
            self.groups[type_] = {}
            self.of_type[type_] = {}
            self._freezers[type_] = freezer(type_)
            self.new_types.append(type_)
        seen = known.get(mask)
        if seen is None:
            seen = known[mask] = {}
        return seen, self._freezers[type_]

    def find(self, type_: Type, column: tuple, mask: int = FULL) -> Entry | None:
        """Return the entry of a type with such values on the rows of a frame."""
        return self.find_among((type_,), column, mask)

    def find_among(self, types: Iterable[Type], column: tuple, mask: int) -> Entry | None:
        """Return the entry of the first of some types that has one with such values."""
        columns = [(mask, column), *self.frames.fewer_rows(column, mask)]
        for type_ in types:
            if type_ in self.seen:
                for frame, values in columns:
                    found = self._known(type_, values, frame)
                    if found is not None:
                        return found
        return None

    def narrower(self, type_: Type, column: tuple, mask: int) -> Entry | None:
        """Return the entry of a type with such values that needs fewer rows."""
        for frame, values in self.frames.fewer_rows(column, mask):
            found = self._known(type_, values, frame)
            if found is not None:
                return found
        return None

    def _known(self, type_: Type, column: tuple, mask: int) -> Entry | None:
        """Return the entry of a type and a frame with such values."""
        if mask == OUTER and self.has_all_rows:
            found = self.outside.find(type_, column)
            return found if found is not None and found.cost <= self.level else None
        seen = self.seen[type_].get(mask)
        if not seen:
            return None
        freeze = self._freezers[type_]
        return seen.get(column if freeze is None else tuple(map(freeze, column)))

    def store(self, root: Any, type_: Type, new: list[Entry]) -> None:
        """Keep new entries of one head, one frame and the level's cost, and show them."""
        if new:
            mask = new[0].mask
            costs = self.groups[type_].setdefault((root, mask), {})
            entries = costs.get(self.level)
            if entries is None:
                costs[self.level] = entries = []
                self.levels[self.level].append((type_, root, entries))
                self.of_type[type_].setdefault(self.level, []).append((root, mask, entries))
            entries.extend(new)
            self.clock.room -= len(new)
            for watch in self.watch:
                watch(new)

    def answers(self, type_: Type, mask: int) -> set:
        """Return the keys of a type in a frame that answer a goal."""
        known = type_, mask, len(self.goals)
        found = self._answers.get(known)
        if found is None:
            freeze = self._freezers[type_]
            found = self._answers[known] = set()
            for goal in self.goals:
                outputs = goal.narrowed(mask) if goal.admits(type_) else None
                if outputs is not None:
                    with suppress(*ERRORS):  # of other types inside
                        found.add(outputs if freeze is None else tuple(map(freeze, outputs)))
        return found

    def show(self, repeated: list[Entry]) -> None:
        """Show entries that answer a goal as others before them do."""
        for goal in self.goals if repeated else ():
            goal.look_again(repeated)

    def is_new(self, entry: Entry) -> bool:
        """Return whether an entry behaves as no other of its frame, and remember it.

        One whose values are not of its type, as a function that calls itself may give, is not new.
        """
        seen, freeze = self.room_for(entry.type, entry.mask)
        if entry.mask == OUTER and self.has_all_rows:
            return True  # the bank outside tells them apart
        try:
            key = entry.column if freeze is None else tuple(map(freeze, entry.column))
            return seen.setdefault(key, entry) is entry
        except ERRORS:
            return False

    def cheapest(self, type_: Type) -> Iterator[Entry]:
        """Yield the entries of a type in order of cost."""
        roots = self.groups.get(type_, {})
        for cost in sorted({cost for costs in roots.values() for cost in costs}):
            for costs in roots.values():
                yield from costs.get(cost, ())
