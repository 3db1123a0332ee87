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
from codegarden.search.bank import Bank
from codegarden.search.branches import Partial
from codegarden.search.terms import walk
from codegarden.search.values import Entry

NUMBERS = ("int", "float")
KEPT = 50  # entries where no output is known


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
        outputs, partial = self.outputs, self.partial
        for entry in entries:
            if entry.values == outputs or (self.is_float and self.near(entry.values)):
                self.deliver(entry)
            elif any(map(operator.eq, entry.values, outputs)):
                partial.add(entry)
        if self.is_number and type_.name in NUMBERS:
            self.meet(entries)

    def best(self, count: int) -> list[tuple[Entry, int]]:
        """Return the entries that are right on most rows, and on how many."""
        answers = self.partial.answers.items()
        order = sorted(answers, key=lambda pair: (-pair[0].bit_count(), pair[1].cost))
        return [(entry, mask.bit_count()) for mask, entry in order[:count]]

    def near(self, values: tuple) -> bool:
        """Return whether all values are numbers within rounding of the outputs."""
        try:
            return all(map(_close, values, self.outputs))
        except (TypeError, OverflowError):
            return False

    def gives(self, production, pair: tuple[Entry, Entry]) -> bool:
        """Return whether a production really gives the outputs: infinities have no inverse."""
        values = tuple(map(production.function, pair[0].values, pair[1].values))
        return values == self.outputs or self.near(values)

    def meet(self, entries: list[Entry]) -> None:
        """Deliver sums, differences and products of a new entry and one of the bank."""
        outputs, bank = self.outputs, self.bank
        for entry in entries:
            values = entry.values
            type_ = entry.type
            for inverse, text, swapped in MEETINGS:
                try:
                    wanted = tuple(map(inverse, outputs, values))
                except (ArithmeticError, TypeError, ValueError):
                    continue
                for kind in (type_,) if self.type.name == "int" else (type_, *bank_numbers(bank)):
                    other = bank.find(kind, wanted)
                    if other is not None:
                        production = bank.production(text)
                        pair = (other, entry) if swapped else (entry, other)
                        if production is not None and self.gives(production, pair):
                            self.deliver(bank.make(production, pair, self.type, outputs))
                        break


def bank_numbers(bank: Bank) -> list[Type]:
    """Return the types of numbers that a bank has."""
    return [type_ for type_ in bank.seen if type_.name in NUMBERS]


def _exactly(total: Any, factor: Any) -> Any:
    """Return a quotient; raise ``ValueError`` where there is a rest."""
    if isinstance(total, int) and isinstance(factor, int):
        quotient, rest = divmod(total, factor)
        if rest:
            raise ValueError("not divisible")
        return quotient
    return total / factor


def _close(a: Any, b: Any) -> bool:
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)


MEETINGS = (  # (output, value of the entry) -> value of the other; whether the other comes first
    (operator.sub, "a + b", False),
    (lambda out, value: value - out, "a - b", False),
    (operator.add, "a - b", True),
    (_exactly, "a * b", False),
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
        """Return the likeliest entries."""
        return [(entry, 0) for entry in sorted(self.kept, key=lambda e: e.cost)[:count]]
