"""Folds: loops over a source that carry an accumulator along.

A fold is ``reduce(lambda s, x: body, xs, start)`` or the list of all its accumulators. What a body
does depends on accumulators that nobody knows before it has run; bodies are told apart on samples
of them, and then run, on the trees of their operations, over every input.
"""

from collections.abc import Iterator
from typing import Any

from codegarden.description.types import BOOL, FLOAT, INT, STR, Type, element, list_of
from codegarden.synthesis.bank import ERRORS, Bank
from codegarden.synthesis.bodies import BODIES, LARGEST, body_grammar, compiled, outside
from codegarden.synthesis.expressions import Expression, Form, Variables

FOLD_COST = 5
ELEMENTS = 120  # over all inputs


class Fold:
    """Folds over one source with accumulators of one type."""

    def __init__(self, parent: Bank, source: Expression, inner: Type, start: Any, kind: Type):
        self.source, self.kind, self.start = source, kind, start
        grammar = parent.grammar
        self.state, self.item = grammar.state, grammar.variables[0].element
        inside = body_grammar(grammar)
        self.elements = [list(each) for each in source.values]
        self.firsts = []
        samples, items, owners = [], [], []
        for row, xs in enumerate(self.elements):
            self.firsts.append(len(items))
            items += xs
            owners += [row] * len(xs)
            samples += [sample(kind, xs, i) for i in range(len(xs))]
        leaves = [
            Expression(kind, samples, 1, text=self.state),
            Expression(inner, items, 1, text=self.item),
            *outside(parent, owners, ("regex",)),
        ]
        self.bank = Bank(leaves, inside, parent.clock, lambda *_: [], 2, BODIES)
        self.cost = FOLD_COST - 2 * grammar.carries + (inner not in (INT, FLOAT))

    @classmethod
    def over(cls, parent: Bank, source: Expression) -> "list[Fold]":
        """Return the folds over a source, none where it is no short, cheap container."""
        inner = element(source.type)
        if inner is None or inner.name == "any" or source.type.name not in ("list", "str", "tuple"):
            return []
        if not 0 < sum(map(len, source.values)) <= ELEMENTS:
            return []
        kinds = [(0, INT), (1, INT)] if inner in (INT, STR, BOOL) else [(0, INT)]
        kinds += [("", STR)] if inner == STR else []
        kinds += [([], list_of(inner))]
        return [cls(parent, source, inner, start, kind) for start, kind in kinds]

    def forms(self, level: int) -> Iterator[Expression]:
        """Yield the folds whose whole cost is a level."""
        budget = 2 * (level - self.source.cost - self.cost)
        for cost in range(max(1, budget - 1), budget + 1):
            yield from self.folds(level, cost)

    def folds(self, level: int, cost: int) -> Iterator[Expression]:
        """Yield the folds whose body has a cost, as expressions of a level."""
        while self.bank.level < cost:
            self.bank.grow()
        for body in list(self.bank.levels[cost].get(self.kind, ())):
            leaves = body.leaves()
            if self.state not in leaves or body.operation is None:
                continue
            states = self.run(body)
            if states is None:
                continue
            names = Variables(self.item, (), "")
            operands = (self.source, body)
            last = [each[-1] for each in states]
            form = Form("fold", self.reduced, names, False)
            yield Expression(self.kind, last, level, form, operands)
            form = Form("scan", self.scanned, names, False)
            yield Expression(list_of(self.kind), [s[1:] for s in states], level, form, operands)

    def run(self, body: Expression) -> list[list] | None:
        """Return all accumulators of a body on each input, None if it fails."""
        row = [0]
        step = compiled(body, {self.state: 0, self.item: 1}, row)
        found = []
        try:
            for place, xs in zip(self.firsts, self.elements, strict=True):
                row[0] = place
                state = self.start
                states = [state]
                if not xs:  # outer leaves have no value for an input without elements
                    found.append(states)
                    continue
                for x in xs:
                    state = step((state, x))
                    if too_large(state):
                        return None
                    states.append(state)
                found.append(states)
        except ERRORS:
            return None
        finally:
            self.bank.clock.tick(1)
        return found

    def reduced(self, target: str, _: str, source: str, bodies: list[str]) -> str:
        """Return the source of the last accumulator."""
        function = f"lambda {self.state}, {target}: {bodies[0]}"
        return f"functools.reduce({function}, {source}, {self.start!r})"

    def scanned(self, target: str, _: str, source: str, bodies: list[str]) -> str:
        """Return the source of the list of all accumulators."""
        function = f"lambda {self.state}, {target}: {bodies[0]}"
        start = f"initial={self.start!r}"
        return f"list(itertools.accumulate({source}, {function}, {start}))[1:]"


def sample(kind: Type, xs: list, place: int) -> Any:
    """Return an accumulator of a type as there might be one before an element."""
    if kind == INT:
        return (0, 1, -4, 5, 2, 12, -1, 3, 7)[place % 9]
    return "".join(xs[:place]) if kind == STR else list(xs[:place])


def too_large(state: Any) -> bool:
    """Return whether an accumulator has grown beyond use."""
    return abs(state) > LARGEST if isinstance(state, int) else len(state) > 300
