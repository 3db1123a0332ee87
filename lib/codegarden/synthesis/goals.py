"""What an entry must give to be an answer, and what the expected outputs tell of its parts.

A goal watches a bank. Its outputs are compared with every new entry's values; where only some are
right, the entry is kept as a partial answer for ``branches``. Inverses make further goals out of
it: what an argument must be so that the whole gives the outputs (Gulwani et al., FlashMeta 2015;
Lee 2021, "Combining the top-down propagation and bottom-up enumeration", Duet). Goals from above
meet values from below.
"""

import math
import operator
from collections.abc import Callable, Sequence
from typing import Any

from codegarden.description.types import Type, join, type_of
from codegarden.synthesis.bank import Bank
from codegarden.synthesis.branches import Partial
from codegarden.synthesis.frames import FULL
from codegarden.synthesis.terms import Apply, walk
from codegarden.synthesis.values import Entry

NUMBERS = ("int", "float")
KEPT = 5000  # entries where no output is known


class Goal:
    """Outputs, one a row of a bank; ``deliver`` is called with each entry that gives them."""

    def __init__(self, bank: Bank, outputs: Sequence[Any], deliver: Callable[[Entry], None]):
        self.bank = bank
        self.outputs = tuple(outputs)
        self.type = join(map(type_of, outputs))
        self.deliver = deliver
        self.partial = Partial(len(self.outputs), self.outputs)
        self.is_number = self.type.name in NUMBERS
        self.is_float = self.type.name == "float"
        self._narrowed: dict[int, tuple | None] = {FULL: self.outputs}
        bank.watch.append(self.look)

    def admits(self, type_: Type) -> bool:
        """Return whether entries of a type can be the answer."""
        name, own = type_.name, self.type.name
        return own in ("any", name) or name == "any" or (self.is_number and name in NUMBERS)

    def look(self, entries: list[Entry]) -> None:
        """Look at new entries of one type."""
        type_ = entries[0].type
        if type_.name == "bool":
            self.partial.add_conditions(entries)
        if not self.admits(type_):
            return
        mask = entries[0].mask
        outputs, partial = self.narrowed(mask), self.partial
        if outputs is None:  # no term of the frame is right everywhere
            outputs, mask = self.outputs, FULL
        for entry in entries:
            values = entry.column if entry.mask == mask else entry.values
            if values == outputs or (self.is_float and near(values, outputs)):
                self.deliver(entry)
            elif any(map(operator.eq, values, outputs)):
                partial.add(entry)
        if self.is_number and type_.name in NUMBERS:
            self.meet(entries, outputs, mask)

    def look_again(self, entries: list[Entry]) -> None:
        """Deliver the entries that answer as others do, which rows do not tell apart."""
        if self.admits(entries[0].type):
            for entry in entries:
                if entry.values == self.outputs:
                    self.deliver(entry)

    def narrowed(self, mask: int) -> tuple | None:
        """Return the outputs on the rows of a frame, None where these do not tell them."""
        if mask not in self._narrowed:
            frames = dict(self.bank.frames.fewer_rows(self.outputs, FULL))
            self._narrowed[mask] = frames.get(mask)
        return self._narrowed[mask]

    def best(self, count: int) -> list[tuple[Entry, int]]:
        """Return the entries that are right on most rows, and on how many."""
        answers = self.partial.answers.items()
        order = sorted(answers, key=lambda pair: (-pair[0].bit_count(), pair[1].cost))
        return [(entry, mask.bit_count()) for mask, entry in order[:count]]

    def gives(self, production, pair: tuple[Entry, Entry]) -> bool:
        """Return whether a production really gives the outputs: infinities have no inverse."""
        values = tuple(map(production.function, pair[0].values, pair[1].values))
        return values == self.outputs or near(values, self.outputs)

    def meet(self, entries: list[Entry], outputs: tuple, mask: int) -> None:
        """Deliver sums, differences and products of a new entry and one of the bank."""
        bank, is_int = self.bank, self.type.name == "int"
        kind = entries[0].type
        kinds = (kind,) if is_int else tuple(dict.fromkeys((kind, *bank_numbers(bank))))
        for entry in entries:
            values = entry.column if entry.mask == mask else entry.values
            for inverse, text, swapped in MEETINGS:
                try:
                    wanted = inverse(outputs, values)
                except (ArithmeticError, TypeError):
                    continue
                other = wanted and bank.find_among(kinds, wanted, mask)
                production = other and bank.production(text)
                if production:
                    pair = (other, entry) if swapped else (entry, other)
                    if self.gives(production, pair):
                        self.deliver(bank.make(production, pair, self.type, self.outputs))


def near(values: tuple, outputs: tuple) -> bool:
    """Return whether all values are numbers within rounding of the outputs."""
    try:
        return all(map(_close, values, outputs))
    except (TypeError, OverflowError):
        return False


def bank_numbers(bank: Bank) -> list[Type]:
    """Return the types of numbers that a bank has."""
    return [type_ for type_ in bank.seen if type_.name in NUMBERS]


def quotients(totals: tuple, factors: tuple) -> tuple | None:
    """Return the quotients of columns, None where whole numbers leave a rest."""
    if any(type(value) is float for value in (*totals, *factors)):
        return tuple(map(operator.truediv, totals, factors))
    if any(map(operator.mod, totals, factors)):
        return None
    return tuple(map(operator.floordiv, totals, factors))


def _close(a: Any, b: Any) -> bool:
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)


MEETINGS = (  # (outputs, values) -> values of the other; whether the other comes first
    (lambda outputs, values: tuple(map(operator.sub, outputs, values)), "a + b", False),
    (lambda outputs, values: tuple(map(operator.sub, values, outputs)), "a - b", False),
    (lambda outputs, values: tuple(map(operator.add, outputs, values)), "a - b", True),
    (quotients, "a * b", False),
)


class AnyGoal:
    """No output is known: the likeliest entries of a type that use every parameter are kept."""

    outputs: tuple = ()

    def __init__(self, bank: Bank, type_: Type):
        self.bank = bank
        self.type = type_
        self.kept: list[Entry] = []
        self.names = {entry.head for entry in bank.variables}
        bank.watch.append(self.look)

    def look(self, entries: list[Entry]) -> None:
        """Keep new entries of the type; they come in order of cost."""
        if self.type.name in ("any", entries[0].type.name) and len(self.kept) < KEPT:
            for entry in entries:
                changes = any(value != entry.values[0] for value in entry.values)
                if changes and entry.arguments and self.names <= set(walk(entry.term())):
                    self.kept.append(entry)

    def best(self, count: int) -> list[tuple[Entry, int]]:
        """Return the entries that are likeliest, given the words of the description."""
        ranked = sorted(
            (entry.cost - self.explained(entry), n) for n, entry in enumerate(self.kept)
        )
        return [(self.kept[n], 0) for _, n in ranked[:count]]

    def explained(self, entry: Entry) -> float:
        """Return the bits of the description's words that an entry explains."""
        heads = [each.production for each in walk(entry.term()) if isinstance(each, Apply)]
        return self.bank.weights.explained(heads)
