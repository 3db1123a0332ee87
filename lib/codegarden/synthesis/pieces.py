"""Texts and lists put together from pieces: the cheapest way through a graph of positions.

A node is a position in the output of every row, an edge a piece that stands there in all of them:
an entry of the bank, an element or a slice of a variable at positions that are entries, or a text
that all outputs share (Gulwani 2011, "Automating string processing in spreadsheets using
input-output examples", FlashFill; the positions come from the bank rather than from a language of
their own).
"""

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from codegarden.description.types import INT, STR, join_two
from codegarden.synthesis.terms import Const
from codegarden.synthesis.values import Entry, freezer
from codegarden.synthesis.weights import CONSTANT

if TYPE_CHECKING:
    from codegarden.synthesis.goals import Goal

LETTER_BITS = 6  # of a letter of a constant text
NODES = 300  # that are looked at in one join
POSITIONS = 160  # the cheapest that slices run between
PIECES = 4000  # the cheapest entries
JOINS = {"str": "s + t", "list": "xs + ys"}
Edge = tuple[Entry, tuple[int, ...]]
Place = tuple[Entry, list[int]]  # a position, and what it is in each row
Cuts = tuple[Entry, list[Place], dict[int, list[Place]]]  # a variable, its places, by their first


class Pieces:
    """The ways to put a goal's outputs together; ``join`` delivers the cheapest of the moment."""

    def __init__(self, goal: "Goal"):
        bank = goal.bank
        self.goal = goal
        self.type = goal.type
        self.freeze = freezer(goal.type) or (lambda value: value)
        self.concat = bank.production(JOINS[goal.type.name])
        self.cut = bank.production("xs[i:j]")
        self.item = bank.production("xs[i]")
        self.single = bank.production("[x]")
        self.level = 0
        self.best = float("inf")

    def join(self) -> None:
        """Deliver the cheapest concatenation that the bank allows, if it is cheaper than before."""
        bank, outputs = self.goal.bank, self.goal.outputs
        if self.concat is None or bank.level < self.level + 2 or not all(outputs):
            return
        self.level = bank.level
        self.index()
        end = tuple(map(len, outputs))
        step = bank.weights.prior(self.type, self.concat)
        queue: list = [(0, 0, (0,) * len(outputs), ())]
        done: set[tuple] = set()
        count = 0
        while queue and len(done) < NODES:
            cost, _, node, path = heapq.heappop(queue)
            bank.clock.check()
            if node == end:
                if cost < self.best:
                    self.best = cost
                    self.deliver(path)
                return
            if node in done:
                continue
            done.add(node)
            for piece, ends in self.edges(node):
                if ends not in done:
                    count += 1
                    total = cost + piece.cost + (step if path else 0)
                    heapq.heappush(queue, (total, count, ends, (*path, piece)))

    def index(self) -> None:
        """Order the bank's pieces by their first row, its positions by cost."""
        bank = self.goal.bank
        self.whole: dict[Any, list[Entry]] = defaultdict(list)
        for number, entry in enumerate(bank.cheapest(self.type)):
            if number > PIECES:
                break
            if any(entry.values):
                self.whole[self.freeze(entry.values[0])].append(entry)
        self.positions = []
        for entry in bank.cheapest(INT):
            if set(map(type, entry.values)) != {int}:
                continue  # of a type that was found by trying, which need not hold
            self.positions.append(entry)
            if len(self.positions) == POSITIONS:
                break
        kinds = (STR,) if self.type == STR else tuple(t for t in bank.seen if t.name == "list")
        self.cuts = [self.places(e) for e in bank.variables if e.type in kinds]

    def places(self, variable: Entry) -> Cuts:
        """Return a variable with the positions at which it can be cut in every row."""
        found: Cuts = (variable, [], defaultdict(list))
        wholes = variable.values
        for entry in self.positions:
            places = [i + len(w) if i < 0 else i for i, w in zip(entry.values, wholes, strict=True)]
            if all(0 <= i <= len(w) for i, w in zip(places, wholes, strict=True)):
                found[1].append((entry, places))
                found[2][places[0]].append((entry, places))
        return found

    def edges(self, node: tuple[int, ...]) -> Iterator[Edge]:
        """Yield the pieces that stand at a node in all outputs, with where they end."""
        outputs = self.goal.outputs
        rest = [output[place:] for output, place in zip(outputs, node, strict=True)]
        for size in range(len(rest[0]) + 1):
            for entry in self.whole.get(self.freeze(rest[0][:size]), ()):
                values = entry.values
                if all(left[: len(v)] == v for left, v in zip(rest, values, strict=True)):
                    yield entry, tuple(p + len(v) for p, v in zip(node, values, strict=True))
        if self.type == STR:
            yield from self.shared(node, rest)
        elif all(rest) and self.single is not None:
            yield from self.singles(node, rest)
        for cuts in self.cuts:
            yield from self.slices(*cuts, node, rest)

    def shared(self, node: tuple[int, ...], rest: Sequence[str]) -> Iterator[Edge]:
        """Yield the constant texts that all outputs have at a node."""
        bits = self.goal.bank.weights.prior(STR, CONSTANT)
        size = 0
        while size < min(map(len, rest)) and len({text[size] for text in rest}) == 1:
            size += 1
            text = rest[0][:size]
            cost = LETTER_BITS * size + bits
            piece = Entry(Const(repr(text), text), (), STR, cost, (text,) * len(rest), CONSTANT)
            yield piece, tuple(place + size for place in node)

    def singles(self, node: tuple[int, ...], rest: Sequence[list]) -> Iterator[Edge]:
        """Yield the entry that is the element of all outputs at a node, as a list of one."""
        bank = self.goal.bank
        values = tuple(left[0] for left in rest)
        for type_ in list(bank.seen):
            entry = bank.find(type_, values) if type_ == self.type.args[0] else None
            if entry is not None:
                made = bank.make(self.single, (entry,), self.type, tuple([v] for v in values))
                yield made, tuple(place + 1 for place in node)

    def slices(
        self, variable: Entry, begins: list, ends: dict, node: tuple[int, ...], rest: Sequence
    ) -> Iterator[Edge]:
        """Yield the elements and slices of a variable that stand at a node."""
        bank = self.goal.bank
        wholes = variable.values
        for begin, starts in begins:
            longest = list(map(alike, wholes, starts, rest))
            if not any(longest):
                continue
            if self.item is not None and self.type == STR and all(longest):
                values = tuple(left[0] for left in rest)
                piece = bank.make(self.item, (variable, begin), STR, values)
                yield piece, tuple(place + 1 for place in node)
            first = starts[0]
            for place in range(first, first + longest[0] + 1) if self.cut is not None else ():
                for end, stops in ends.get(place, ()):
                    sizes = [j - i for i, j in zip(starts, stops, strict=True)]
                    if any(sizes) and all(0 <= n <= m for n, m in zip(sizes, longest, strict=True)):
                        values = tuple(left[:n] for left, n in zip(rest, sizes, strict=True))
                        piece = bank.make(self.cut, (variable, begin, end), self.type, values)
                        yield piece, tuple(p + n for p, n in zip(node, sizes, strict=True))

    def deliver(self, path: tuple[Entry, ...]) -> None:
        """Hand a concatenation of pieces to the goal."""
        bank = self.goal.bank
        whole = path[0]
        for piece in path[1:]:
            values = tuple(a + b for a, b in zip(whole.values, piece.values, strict=True))
            type_ = join_two(whole.type, piece.type)
            whole = bank.make(self.concat, (whole, piece), type_, values)
        self.goal.deliver(whole)


def alike(whole: Sequence, start: int, left: Sequence) -> int:
    """Return how many elements of a sequence from a position on begin another."""
    size, most = 0, min(len(whole) - start, len(left))
    while size < most and whole[start + size] == left[size]:
        size += 1
    return size
