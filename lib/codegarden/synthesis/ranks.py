"""The entries of a bank by rank: the bank grows as far as they are asked for."""

from collections.abc import Callable, Collection, Sequence

from codegarden.description.types import Type
from codegarden.synthesis.bank import Bank
from codegarden.synthesis.terms import Var
from codegarden.synthesis.values import Abstraction, Entry

WIDE = 8  # entries of all types for each one that is asked for


def own_bank(outside: Bank, variables: Sequence[Entry], rows: Sequence[int]) -> Bank:
    """Return a bank of some variables and those of the outside, whose row each row belongs to.

    It may run ahead of the bank outside, and has no functions of its own.
    """
    lifted = [
        Entry(e.head, (), e.type, e.cost, tuple(e.values[r] for r in rows), e.root)
        for e in outside.variables
    ]
    constants = [
        Entry(e.head, (), e.type, e.cost, (e.values[0],) * len(rows), e.root)
        for e in outside.constants
    ]
    given = (len(rows), outside.language, outside.weights, outside.clock)
    return Bank([*variables, *lifted], constants, *given)


class Ranked:
    """The entries of a type that are ``wanted``, in order of cost; of all types for None."""

    def __init__(self, bank: Bank, type_: Type | None, wanted: Callable[[Entry], bool]):
        self.bank = bank
        self.type = type_
        self.wanted = wanted
        self.entries: list[Entry] = []
        self.shown = 0
        bank.watch.append(self.look)

    def look(self, entries: list[Entry]) -> None:
        """Take new entries in."""
        self.shown += len(entries)
        if self.type is None or entries[0].type == self.type:
            self.entries += filter(self.wanted, entries)

    def first(self, count: int) -> list[Entry]:
        """Return the cheapest, about so many or all that a bank of a like size has."""
        while len(self.entries) < count and self.shown < WIDE * count:
            self.bank.grow()
            if self.bank.level > 40:
                break
        return self.entries


def uses(body: Entry, names: Collection[str]) -> bool:
    """Return whether a body depends on one of some variables."""
    stack = [body]
    while stack:
        each = stack.pop()
        if isinstance(each, Abstraction):
            stack.append(each.body)
        elif isinstance(each.head, Var):
            if each.head.name in names:
                return True
        else:
            stack += each.arguments
    return False


def places(body: Entry, name: str) -> set[str]:
    """Return which places of a variable that is a tuple a body depends on, as their texts."""
    found: set[str] = set()
    stack = [body]
    while stack:
        each = stack.pop()
        if isinstance(each, Abstraction):
            stack.append(each.body)
        elif each.arguments and getattr(each.arguments[0], "head", None) == Var(name):
            found.add(getattr(each.head, "text", ""))
        else:
            stack += each.arguments
    return found
