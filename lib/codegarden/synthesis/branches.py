"""One learner of branches: a decision tree over conditions, with partial answers at its leaves.

The tree is the cheapest in bits (Alur et al. 2017, "Scaling enumerative program synthesis via
divide and conquer", EUSolver, with description length in place of information gain; Quinlan and
Rivest 1989, "Inferring decision trees using the minimum description length principle"). A leaf for
one or two rows, unless they are most of all, costs what writing their outputs out would cost on
top, and no tree is dearer than the table of all outputs: few examples never buy a branch.
"""

import math
import operator
import string
from collections.abc import Iterable, Sequence
from typing import Any

from codegarden.synthesis.values import Entry

FEW = 2  # rows that tell nothing of a rule: any two points have a line
LETTER_BITS = math.log2(len(string.printable.strip()))  # of a character that is written out


class Partial:
    """Entries that are right on some rows, and conditions, each once by the rows they hold on."""

    def __init__(self, rows: int, outputs: Sequence[Any]):
        self.rows = rows
        self.outputs = outputs
        self.answers: dict[int, Entry] = {}
        self.conditions: dict[int, Entry] = {}
        self.changed = False
        self.steps = 0  # that a tree may take: as many as there were entries

    def add(self, entry: Entry) -> None:
        """Take an entry in, by the rows on which it is right, if it is the cheapest there."""
        self.steps += 1
        mask = _mask(map(operator.eq, entry.values, self.outputs))
        known = self.answers.get(mask)
        if known is None or entry.cost < known.cost:
            self.answers[mask] = entry
            self.changed = True

    def add_conditions(self, entries: list[Entry]) -> None:
        """Take conditions in that do not hold everywhere or nowhere."""
        self.steps += len(entries)
        full = (1 << self.rows) - 1
        for entry in entries:
            mask = _mask(entry.values)
            if mask not in self.conditions and mask not in (0, full):
                self.conditions[mask] = entry
                self.changed = True

    def best(self, branch_bits: int) -> tuple | None:
        """Return the bits of the cheapest tree that is right on all rows, and it, or None.

        A tree is an entry, or ``(condition, tree where it holds, tree elsewhere)``. The search for
        it takes no more steps than entries were looked at, so that it never is the larger part.
        """
        self.changed = False
        full = (1 << self.rows) - 1
        union = 0
        for mask in self.answers:
            union |= mask
        if union != full or not self.conditions or self.rows <= FEW:
            return None
        tree = _Tree(self, branch_bits)
        found = tree.best(full)
        self.steps = 0
        table = self.literal_bits(full) + branch_bits * (self.rows - 1)
        return found if found is not None and found[0] < table else None

    def literal_bits(self, rows: int) -> float:
        """Return the bits of writing out the outputs of some rows."""
        return literal_bits(out for row, out in enumerate(self.outputs) if rows >> row & 1)


def literal_bits(values: Iterable[Any]) -> float:
    """Return the bits of writing plain values out."""
    return LETTER_BITS * sum(len(repr(value)) for value in values)


class _Tree:
    """The cheapest trees of sets of rows, each found once."""

    def __init__(self, partial: Partial, branch_bits: int):
        def by_cost(pair: tuple[int, Entry]) -> int:
            return pair[1].cost

        self.partial = partial
        self.branch_bits = branch_bits
        self.conditions = sorted(partial.conditions.items(), key=by_cost)
        self.answers = sorted(partial.answers.items(), key=by_cost)
        self.known: dict[int, tuple | None] = {}
        self.steps = partial.steps + len(self.conditions)

    def best(self, rows: int) -> tuple[float, Any] | None:
        """Return the bits of the cheapest tree of a set of rows, and it, or None."""
        if rows not in self.known:
            self.known[rows] = self.leaf(rows)
            if rows.bit_count() > FEW:
                self.known[rows] = self.split(rows, self.known[rows])
        return self.known[rows]

    def leaf(self, rows: int) -> tuple[float, Entry] | None:
        """Return the cheapest entry that is right on a set of rows."""
        found = next((e for mask, e in self.answers if mask & rows == rows), None)
        if found is None:
            return None
        few = rows.bit_count() <= min(FEW, self.partial.rows // 2)
        return found.cost + (self.partial.literal_bits(rows) if few else 0), found

    def split(self, rows: int, best: tuple | None) -> tuple[float, Any] | None:
        """Return the cheapest tree with a condition at its root, or what is cheaper."""
        for mask, condition in self.conditions:
            yes, no = rows & mask, rows & ~mask
            cost = condition.cost + self.branch_bits
            if self.steps < 0 or (best and cost >= best[0]):
                break
            self.steps -= 1
            if not yes or not no:
                continue
            first = self.best(yes)
            second = first and self.best(no)
            if second and (best is None or cost + first[0] + second[0] < best[0]):
                best = cost + first[0] + second[0], (condition, first[1], second[1])
        return best


def _mask(flags) -> int:
    """Return truth values as the bits of a number, the first lowest."""
    mask = 0
    for place, flag in enumerate(flags):
        if flag:
            mask |= 1 << place
    return mask
