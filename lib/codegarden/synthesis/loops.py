"""Loops over one expression: a bank for what stands in the body, and the forms made of it.

A comprehension's body is enumerated in a bank of its own, whose rows are the elements of all
inputs. Its values are regrouped into lists and sorted lists, and in ``groupings`` into dictionaries
and runs: no lambda is ever called.
"""

from collections.abc import Iterator
from itertools import compress

from codegarden.description.types import BOOL, INT, REST, Type, element, list_of
from codegarden.synthesis.bank import ERRORS, Bank
from codegarden.synthesis.expressions import (
    Expression,
    Form,
    Variables,
    filtered,
    mapped,
    mapped_where,
)
from codegarden.synthesis.groupings import dicts, groups, runs
from codegarden.synthesis.operations.operation import ORDERED

PLACES = ("first", "second", "third")
PAIRWISE = 3  # of a source's cost, which runs do without
ROWS = 400  # of a loop's bank, over all inputs


class Loop:
    """The loop over one source: a bank over its elements, and the forms that regroup them."""

    def __init__(self, parent: Bank, source: Expression, inner: Type, elements: list[list]):
        self.source = source
        self.inner = inner
        self.elements = elements
        ends = []
        total = 0
        for each in elements:
            ends.append((total, total + len(each)))
            total += len(each)
        self.spans = ends
        grammar, depth = parent.grammar, parent.depth
        self.variables = grammar.variables[depth]
        self.bank = Bank(
            self.leaves(parent),
            grammar,
            parent.clock,
            Loop.over,
            depth + 1,
            grammar.child_limit[depth],
        )
        self.costs = grammar.form_costs
        self.made: dict[str, Form] = {}
        self.usable: dict[int, list[Expression]] = {}

    @classmethod
    def over(cls, parent: Bank, source: Expression) -> "list[Loop]":
        """Return the loop over a source; none where it has too many elements, or no element."""
        inner = element(source.type)
        if inner is None or source.type.name == "dict":
            return []
        if source.type.name == "set" and inner != INT:
            return []  # its order depends on the hash seed
        if source.type.name == "tuple" and REST not in source.type.args and inner.name == "any":
            return []
        if not 0 < sum(map(len, source.values)) <= ROWS >> parent.depth:
            return []
        return [cls(parent, source, inner, [list(each) for each in source.values])]

    def leaves(self, parent: Bank) -> list[Expression]:
        """Return the variables of the loop, and what stands outside of it, one value a row."""
        names: Variables = self.variables
        flat = [x for row in self.elements for x in row]
        leaves = []
        unpack = self.inner.name == "tuple" and REST not in self.inner.args
        unpack = unpack and 2 <= len(self.inner.args) <= len(names.parts)
        if unpack:
            for place, each in enumerate(self.inner.args):
                part = Expression(each, [x[place] for x in flat], 1, text=names.parts[place])
                part.whole = f"{names.element}[{place}]"
                part.says = (
                    PLACES[place],
                    *(("last",) if place + 1 == len(self.inner.args) else ()),
                )
                leaves.append(part)
            arity = len(self.inner.args)
            self.variables = Variables(names.element, names.parts[:arity], names.index)
        else:
            self.variables = Variables(names.element, (), names.index)
        leaves.append(Expression(self.inner, flat, 2 if unpack else 1, text=names.element))
        index = [i for row in self.elements for i in range(len(row))]
        leaves.append(Expression(INT, index, parent.grammar.index_cost, text=names.index))
        owners = [r for r, row in enumerate(self.elements) for _ in row]
        for leaf in parent.outer:
            values = [leaf.values[r] for r in owners]
            lifted = Expression(leaf.type, values, leaf.cost + 1, text=leaf.text)
            lifted.whole = leaf.text
            leaves.append(lifted)
        return leaves

    def index(self) -> Expression:
        """Return the index of an element."""
        return next(each for each in self.bank.outer if each.text == self.variables.index)

    def at(self, cost: int) -> dict[Type, list[Expression]]:
        """Return the bodies of a cost, growing the bank up to there."""
        while self.bank.level < cost:
            self.bank.grow()
        return self.bank.levels[cost]

    def forms(self, level: int) -> Iterator[Expression]:
        """Yield every form over this source whose whole cost is a level."""
        rest = level - self.source.cost
        costs = self.costs
        yield from self.maps(level, rest - costs["map"])
        yield from self.filters(level, rest - costs["filter"])
        yield from self.filter_maps(level, rest - costs["filter_map"])
        for name in ("sort_by", "sort_by_down", "max_by", "min_by"):
            yield from self.keyed(name, level, rest - costs[name])
        yield from dicts(self, level, rest - costs["dict_of"])
        yield from groups(self, level, rest - costs["group_by"])
        if getattr(self.source.operation, "name", "") == "pairwise":
            yield from runs(self, level, rest - costs["runs_while"] + PAIRWISE)

    def bodies(self, cost: int) -> Iterator[Expression]:
        """Yield the bodies of a cost that depend on the loop's variable."""
        if cost < 1:
            return
        if cost not in self.usable:
            own = {self.variables.element, self.variables.index, *self.variables.parts}
            found = [body for bodies in self.at(cost).values() for body in bodies]
            self.usable[cost] = [body for body in found if body.leaves() & own]
        yield from self.usable[cost]
        self.bank.clock.tick(0)

    def maps(self, level: int, cost: int) -> Iterator[Expression]:
        """Yield ``[body for x in source]``."""
        form = self.form("map", mapped)
        for body in self.bodies(cost):
            if body.type.name == "regex" or body.text == self.variables.element:
                continue
            values = [body.values[s:e] for s, e in self.spans]
            yield Expression(list_of(body.type), values, level, form, (self.source, body))

    def filters(self, level: int, cost: int) -> Iterator[Expression]:
        """Yield ``[x for x in source if body]``."""
        form = self.form("filter", filtered)
        for body in self.bodies(cost):
            if body.type != BOOL:
                continue
            values = [
                list(compress(xs, body.values[s:e]))
                for xs, (s, e) in zip(self.elements, self.spans, strict=True)
            ]
            yield Expression(list_of(self.inner), values, level, form, (self.source, body))

    def filter_maps(self, level: int, budget: int) -> Iterator[Expression]:
        """Yield ``[body for x in source if condition]``."""
        form = self.form("filter_map", mapped_where)
        for cost in range(1, min(budget, 9)):
            conditions = [body for body in self.bodies(budget - cost) if body.type == BOOL]
            if not conditions:
                continue
            for body in self.bodies(cost):
                if body.text == self.variables.element or body.type == BOOL:
                    continue
                for condition in conditions:
                    values = [
                        list(compress(body.values[s:e], condition.values[s:e]))
                        for s, e in self.spans
                    ]
                    operands = (self.source, body, condition)
                    yield Expression(list_of(body.type), values, level, form, operands)
                self.bank.clock.tick(len(conditions))

    def keyed(self, name: str, level: int, cost: int) -> Iterator[Expression]:
        """Yield ``sorted``, ``max`` and ``min`` of the source by a key."""
        call, tail = {
            "sort_by": ("sorted", ""),
            "sort_by_down": ("sorted", ", reverse=True"),
            "max_by": ("max", ""),
            "min_by": ("min", ""),
        }[name]
        form = self.form(
            name, lambda t, x, s, b: f"{call}({s}, key=lambda {t}: {b[0]}{tail})", False
        )
        result = list_of(self.inner) if call == "sorted" else self.inner
        for body in self.bodies(cost):
            if body.type.name not in ORDERED or self.variables.index in body.leaves():
                continue
            if body.type == BOOL and call != "sorted":  # one of the two halves, whichever
                continue
            values = []
            try:
                for xs, (s, e) in zip(self.elements, self.spans, strict=True):
                    keys = body.values[s:e]
                    if call == "sorted":
                        order = sorted(range(len(xs)), key=keys.__getitem__, reverse=bool(tail))
                        values.append([xs[i] for i in order])
                    else:
                        pick = (max if call == "max" else min)(range(len(xs)), key=keys.__getitem__)
                        values.append(xs[pick])
            except ERRORS:
                continue
            yield Expression(result, values, level, form, (self.source, body))

    def form(self, name, writer, unpacks=True, prelude="") -> Form:
        """Return the form of a name, made once."""
        if name not in self.made:
            self.made[name] = Form(name, writer, self.variables, unpacks, prelude)
        return self.made[name]
