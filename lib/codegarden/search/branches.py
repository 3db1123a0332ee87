"""One learner of branches: a decision tree over conditions, with partial answers at its leaves.

The tree is the cheapest in bits (Alur et al. 2017, "Scaling enumerative program synthesis via
divide and conquer", EUSolver, with description length in place of information gain). A leaf for a
single row that is no edge case costs as much as writing its output out, so that no branch of its
own comes cheaper than a list of the answers.
"""

import operator
from collections.abc import Sequence
from functools import cache
from typing import Any

from codegarden.search.values import Entry

CONDITIONS = 40  # the cheapest that are tried at a node
ANSWERS = 200  # the cheapest partial answers
DEPTH = 3  # of a tree


class Partial:
    """Entries that are right on some rows, and conditions, each once by the rows they hold on."""

    def __init__(self, rows: int, outputs: Sequence[Any]):
        self.rows = rows
        self.outputs = outputs
        self.answers: dict[int, Entry] = {}
        self.conditions: dict[int, Entry] = {}
        self.changed = False

    def add(self, entry: Entry) -> None:
        """Take an entry in, by the rows on which it is right, if it is the cheapest there."""
        mask = _mask(map(operator.eq, entry.values, self.outputs))
        known = self.answers.get(mask)
        if known is None or entry.cost < known.cost:
            self.answers[mask] = entry
            self.changed = True

    def add_conditions(self, entries: list[Entry]) -> None:
        """Take conditions in that do not hold everywhere or nowhere."""
        full = (1 << self.rows) - 1
        for entry in entries:
            mask = _mask(entry.values)
            if mask not in self.conditions and mask not in (0, full):
                self.conditions[mask] = entry
                self.changed = True

    def best(self, branch_bits: int) -> tuple | None:
        """Return the cheapest tree that is right on all rows, None where there is none.

        A tree is an entry, or ``(condition, tree where it holds, tree elsewhere)``.
        """
        full = (1 << self.rows) - 1
        union = 0
        for mask in self.answers:
            union |= mask
        self.changed = False
        if union != full or not self.conditions:
            return None
        conditions = sorted(self.conditions.items(), key=lambda pair: pair[1].cost)[:CONDITIONS]
        answers = sorted(self.answers.items(), key=lambda pair: pair[1].cost)[:ANSWERS]

        @cache
        def leaf(rows: int) -> tuple[float, Entry] | None:
            found = next((e for mask, e in answers if mask & rows == rows), None)
            if found is None:
                return None
            extra = self.literal_bits(rows) if rows.bit_count() == 1 else 0
            return found.cost + extra, found

        @cache
        def tree(rows: int, depth: int) -> tuple[float, Any] | None:
            best = leaf(rows)
            if depth == 0 or (best and rows.bit_count() == 1):
                return best
            for mask, condition in conditions:
                yes, no = rows & mask, rows & ~mask
                cost = condition.cost + branch_bits
                if not yes or not no or (best and cost >= best[0]):
                    continue
                first = tree(yes, depth - 1)
                second = first and tree(no, depth - 1)
                if second and (best is None or cost + first[0] + second[0] < best[0]):
                    best = cost + first[0] + second[0], (condition, first[1], second[1])
            return best

        return tree(full, DEPTH if self.rows > 2 else 1)

    def literal_bits(self, rows: int) -> float:
        """Return the bits of writing out the output of one row."""
        return 6.0 * len(repr(self.outputs[rows.bit_length() - 1]))


def _mask(flags) -> int:
    """Return truth values as the bits of a number, the first lowest."""
    mask = 0
    for place, flag in enumerate(flags):
        if flag:
            mask |= 1 << place
    return mask
