"""Ways down: the smaller arguments on which a function may call itself."""

import math
from collections.abc import Iterator, Sequence
from itertools import combinations, product, zip_longest
from typing import Any

from codegarden.description.types import INT, Type
from codegarden.synthesis.bank import Bank
from codegarden.synthesis.lambdas import variable
from codegarden.synthesis.ranks import Ranked, own_bank, uses
from codegarden.synthesis.terms import Apply, Lambda, Term, Var
from codegarden.synthesis.values import Entry

ARGUMENT = "argument'"  # no name that a parameter can have
WAYS = 32  # down from an argument that are looked at
DESCENTS = 4  # that are followed: the two longest (structural recursion), then the cheapest


def replaced(term: Term, by: dict[str, Term]) -> Term:
    """Return a term with terms in the places of variables."""
    if isinstance(term, Var):
        return by.get(term.name, term)
    if isinstance(term, Apply):
        return Apply(term.production, tuple(replaced(each, by) for each in term.arguments))
    return Lambda(term.names, replaced(term.body, by)) if isinstance(term, Lambda) else term


def measure(argument: Any) -> int:
    """Return how large an argument is: a number itself, the length of anything else, their sum."""
    if isinstance(argument, tuple):
        return sum(map(measure, argument))
    if isinstance(argument, int | float):
        return max(0, int(argument)) if math.isfinite(argument) else 0
    return len(argument) if hasattr(argument, "__len__") else 0


def ways_down(bank: Bank) -> Iterator[tuple[Entry, tuple]]:
    """Yield on what a recursion may go, with the smaller arguments of its calls.

    One parameter or two, the simplest first; None stands for each element of the argument.
    """
    ways = {}
    for entry in bank.variables:
        if entry.type.name in ("int", "str", "list"):
            ways[entry.head.name] = entry, descents(bank, entry)
    groups: list[list[tuple[Entry, tuple]]] = []
    for entry, down in ways.values():
        if any(isinstance(each, list) for value in entry.values for each in listed(value)):
            groups.append([(entry, (None,))])
        groups.append([(entry, (each,)) for each in down])
        groups.append([(entry, some) for some in combinations(down, 2)])
    pair = bank.production("(x, y)")
    for (one, down), (other, off) in combinations(ways.values(), 2) if pair else ():
        columns = zip(one.values, other.values, strict=True)
        type_ = Type("tuple", (one.type, other.type))
        start = bank.make(pair, (one, other), type_, tuple(columns))
        groups.append([(start, some) for some in moves(bank, start, down, off)])
    for turn in zip_longest(*groups):
        yield from filter(None, turn)


def listed(value: Any) -> list:
    """Return the elements of a list, none of anything else."""
    return value if isinstance(value, list) else []


def descents(bank: Bank, entry: Entry) -> list[Entry]:
    """Return the cheapest smaller arguments of the type of an argument, as terms of it.

    They are smaller down to the shortest that is no end: a text or list of one, the number two.
    """
    rows = [row for row, value in enumerate(entry.values) if measure(value) > 1]
    column = [entry.values[row] for row in rows]
    if not rows:
        return []
    rows.append(rows[0])
    column.append(2 if entry.type == INT else column[0][:1])
    variables = variable(bank, ARGUMENT, entry.type, tuple(column))
    own = own_bank(bank, variables, rows)
    own.variables = [e for e in own.variables if e.head != entry.head]

    def is_smaller(body: Entry) -> bool:
        return uses(body, (ARGUMENT,)) and all(
            measure(b) < measure(a) and (entry.type != INT or b >= 0)
            for a, b in zip(column, body.values, strict=True)
        )

    others = {e.head.name for e in own.variables if isinstance(e.head, Var)} - {ARGUMENT}
    found = Ranked(own, entry.type, is_smaller).first(WAYS)
    found = sorted(found, key=lambda body: uses(body, others))
    slowest = sorted(found, key=lambda body: -sum(map(measure, body.values)))[:2]
    return [*slowest, *(each for each in found if each not in slowest)][:DESCENTS]


def moves(bank: Bank, start: Entry, down: Sequence[Entry], off: Sequence[Entry]) -> list[tuple]:
    """Return sets of smaller pairs: one place goes down, or the other, or both."""
    parts = variable(bank, ARGUMENT, start.type, start.values)[1:]

    def moved(entry: Entry, part: Entry) -> Entry:
        term = replaced(entry.term(), {ARGUMENT: part.term()})
        return Entry(term, (), part.type, entry.cost, (), entry.root)

    def pair(*places: Entry) -> Entry:
        return bank.make(start.head, places, start.type, ())

    found = []
    for a, b in product(down[:2], off[:2]) if len(parts) == 2 else ():
        one, other = moved(a, parts[0]), moved(b, parts[1])
        left, right, both = pair(one, parts[1]), pair(parts[0], other), pair(one, other)
        found += [(left, right), (left, right, both), (both,), (left, both), (right, both)]
    return found
