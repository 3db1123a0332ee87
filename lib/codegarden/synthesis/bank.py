"""A bank of expressions, grown bottom-up in order of cost, one of each behaviour.

Bottom-up enumeration with observational equivalence (Albarghouthi et al. 2013; Udupa et al. 2013)
in the order of costs that words set (Barke et al. 2020, "Just-in-time learning for bottom-up
enumerative synthesis"). A comprehension's body is enumerated in a bank of its own, whose rows are
the elements of all inputs: its values are regrouped, so no lambda is ever called.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import compress

from codegarden.description.types import BOOL, INT, REST, STR, Type, element, list_of
from codegarden.synthesis.expressions import Expression, Form, Variables, key_of
from codegarden.synthesis.operations.operation import ORDERED, UNHASHABLE, Operation, match

ROWS = 400  # of a comprehension's bank, over all inputs
BULK = 1_000  # elements of an expression's values, over all rows
CONTAINERS = ("list", "str", "tuple", "dict", "set")
ERRORS = (
    *(ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError),
    *(RuntimeError, MemoryError, StopIteration),
)
FORM_COSTS = {
    "map": 2,
    "filter": 2,
    "filter_map": 3,
    "sort_by": 4,
    "sort_by_down": 6,
    "max_by": 5,
    "min_by": 5,
    "dict_of": 5,
    "group_by": 6,
}


class OutOfTimeError(Exception):
    """The deadline has passed."""


@lru_cache(maxsize=100_000)
def fits(operation: Operation, place: int, each: Type) -> bool:
    """Return whether a type can stand at one place of an operation."""
    return match(operation.params[place], each, {})


@lru_cache(maxsize=300_000)
def result_type(operation: Operation, *types: Type) -> Type | None:
    """Return the type of an operation's result, remembered."""
    return operation.result_of(types)


class Clock:
    """Counts what is enumerated, and stops it in time."""

    def __init__(self, seconds: float, now: Callable[[], float] = time.monotonic):
        self.now = now
        self.deadline = now() + seconds
        self.tried = 0

    def tick(self, tried: int) -> None:
        """Count expressions; raise ``OutOfTimeError`` past the deadline."""
        self.tried += tried
        if self.now() > self.deadline:
            raise OutOfTimeError


class Bank:
    """All expressions over some rows, by cost and type.

    ``watch`` is called with each new expression, before it is compared with those known: the goal's
    bank looks there for answers.
    """

    def __init__(self, leaves, rows, grammar, clock, depth=0, limit=10**9, watch=None):
        self.rows = rows
        self.grammar = grammar
        self.clock = clock
        self.depth = depth
        self.limit = limit
        self.watch = watch
        self.levels: dict[int, dict[Type, list[Expression]]] = defaultdict(dict)
        self.pending: dict[int, list[Expression]] = defaultdict(list)
        self.seen: set = set()
        self.children: list[Child] = []
        self.level = 0
        self.stored = 0
        self.outer = leaves
        for leaf in leaves:
            self.pending[leaf.cost].append(leaf)

    def add(self, expression: Expression) -> None:
        """Keep an expression unless one of the same behaviour is here."""
        if self.watch is not None and self.watch(expression) and expression.operation is not None:
            return  # what is built on an answer is a variant of it; a leaf may be part of a better
        try:
            if expression.type.name in CONTAINERS and sum(map(len, expression.values)) > BULK:
                return
            key = (expression.type, key_of(expression.values, expression.type))
        except TypeError:  # mixed data, which is not what its type says
            return
        if key in self.seen:
            return
        self.seen.add(key)
        self.keep(expression)

    def keep(self, expression: Expression) -> None:
        """Store a new expression; loop over it if it is a cheap container."""
        if self.stored >= self.limit:
            return
        self.stored += 1
        self.levels[expression.cost].setdefault(expression.type, []).append(expression)
        if expression.cost <= self.grammar.source_cost[self.depth] and len(self.children) < 40:
            inner = element(expression.type)
            if inner is not None and expression.type.name != "dict":
                child = Child.over(self, expression, inner)
                if child is not None:
                    self.children.append(child)

    def grow(self) -> int:
        """Enumerate every expression of the next cost; return that cost."""
        self.level += 1
        for leaf in self.pending.pop(self.level, ()):
            self.add(leaf)
        if self.stored < self.limit:
            for operation, cost in self.grammar.operations(self.depth):
                if cost < self.level:
                    self.apply(operation, self.level - cost)
            for child in list(self.children):
                for expression in child.forms(self.level):
                    self.add(expression)
        return self.level

    def apply(self, operation: Operation, budget: int) -> None:
        """Add an operation over all operands whose costs sum to a budget."""
        cost = self.level
        if operation.arity == 1:
            for each, operands in list(self.levels[budget].items()):
                result = result_type(operation, each)
                if result is not None:
                    self.apply_unary(operation, operands, result, cost)
        elif operation.arity == 2:
            for first in range(1, budget):
                second = budget - first
                if operation.commutative and first > second:
                    break
                self.apply_binary(operation, first, second, cost)
        elif operation.arity == 3:
            for first in range(1, budget - 1):
                for second in range(1, budget - first):
                    self.apply_ternary(operation, first, second, budget - first - second, cost)

    def apply_unary(self, operation, operands, result, cost) -> None:
        """Add an operation over each of the operands."""
        function = operation.function
        for a in list(operands):
            try:
                values = list(map(function, a.values))
            except ERRORS:
                continue
            self.add(Expression(result, values, cost, operation, (a,)))
        self.clock.tick(len(operands))

    def apply_binary(self, operation, first, second, cost) -> None:
        """Add an operation over all pairs of operands of two costs."""
        function = operation.function
        for left, lefts in list(self.levels[first].items()):
            if not fits(operation, 0, left):
                continue
            for right, rights in list(self.levels[second].items()):
                if not fits(operation, 1, right):
                    continue
                result = result_type(operation, left, right)
                if result is None:
                    continue
                rights = list(rights)
                for a in list(lefts):
                    av = a.values
                    for b in rights:
                        try:
                            values = list(map(function, av, b.values))
                        except ERRORS:
                            continue
                        self.add(Expression(result, values, cost, operation, (a, b)))
                    self.clock.tick(len(rights))

    def apply_ternary(self, operation, first, second, third, cost) -> None:
        """Add an operation over all triples of operands of three costs."""
        function = operation.function
        for one, ones in list(self.levels[first].items()):
            if not fits(operation, 0, one):
                continue
            for two, twos in list(self.levels[second].items()):
                if not fits(operation, 1, two):
                    continue
                for three, threes in list(self.levels[third].items()):
                    result = fits(operation, 2, three) and result_type(operation, one, two, three)
                    if not result:
                        continue
                    for a in list(ones):
                        for b in list(twos):
                            for c in list(threes):
                                try:
                                    values = list(map(function, a.values, b.values, c.values))
                                except ERRORS:
                                    continue
                                self.add(Expression(result, values, cost, operation, (a, b, c)))
                            self.clock.tick(len(threes))


class Child:
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
        self.rows = total
        grammar, depth = parent.grammar, parent.depth + 1
        self.variables = grammar.variables[parent.depth]
        self.bank = Bank(
            self.leaves(parent),
            total,
            grammar,
            parent.clock,
            depth,
            grammar.child_limit[parent.depth],
        )
        self.costs = grammar.form_costs
        self.made: dict[str, Form] = {}
        self.usable: dict[int, list[Expression]] = {}

    @classmethod
    def over(cls, parent: Bank, source: Expression, inner: Type) -> "Child | None":
        """Return a loop over a source, or None where it has too many elements, or none."""
        if source.type.name == "set" and inner != INT:
            return None  # its order depends on the hash seed
        if source.type.name == "tuple" and REST not in source.type.args and inner.name == "any":
            return None
        total = sum(map(len, source.values))
        if not 0 < total <= ROWS >> parent.depth:
            return None
        return cls(parent, source, inner, [list(each) for each in source.values])

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
        yield from self.dicts(level, rest - costs["dict_of"])
        yield from self.groups(level, rest - costs["group_by"])

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
        form = self.form("map", lambda t, x, s, b: f"[{b[0]} for {t} in {s}]")
        for body in self.bodies(cost):
            if body.type.name == "regex" or body.text == self.variables.element:
                continue
            values = [body.values[s:e] for s, e in self.spans]
            yield Expression(list_of(body.type), values, level, form, (self.source, body))

    def filters(self, level: int, cost: int) -> Iterator[Expression]:
        """Yield ``[x for x in source if body]``."""
        form = self.form("filter", lambda t, x, s, b: f"[{x} for {t} in {s} if {b[0]}]")
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
        form = self.form("filter_map", lambda t, x, s, b: f"[{b[0]} for {t} in {s} if {b[1]}]")
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

    def dicts(self, level: int, cost: int) -> Iterator[Expression]:
        """Yield ``{x: body for x in source}``, or by the first part of a pair."""
        pairs = len(self.variables.parts) == 2
        key_type = self.inner.args[0] if pairs else self.inner
        if key_type.name in UNHASHABLE:
            return
        form = self.form(
            "dict_of", lambda t, x, s, b: f"{{{_first(x) if pairs else x}: {b[0]} for {t} in {s}}}"
        )
        for body in self.bodies(cost):
            if body.type.name == "regex" or (pairs and self.variables.element in body.leaves()):
                continue
            try:
                values = [
                    dict(zip([x[0] for x in xs] if pairs else xs, body.values[s:e], strict=True))
                    for xs, (s, e) in zip(self.elements, self.spans, strict=True)
                ]
            except TypeError:
                continue
            type_ = Type("dict", (key_type, body.type))
            yield Expression(type_, values, level, form, (self.source, body))

    def groups(self, level: int, cost: int) -> Iterator[Expression]:
        """Yield the source's elements grouped in a dictionary by a key."""
        name = self.variables.element
        form = self.form(
            "group_by",
            lambda t, x, s, b: (
                f"{{k: [{x} for {t} in {s} if {b[0]} == k]"
                f" for k in dict.fromkeys({b[0]} for {t} in {s})}}"
            ),
        )
        for body in self.bodies(cost):
            simple = body.type in (INT, STR, BOOL)
            if not simple or body.text == name or self.variables.index in body.leaves():
                continue
            values = []
            for xs, (s, e) in zip(self.elements, self.spans, strict=True):
                groups: dict = {}
                for x, k in zip(xs, body.values[s:e], strict=True):
                    groups.setdefault(k, []).append(x)
                values.append(groups)
            type_ = Type("dict", (body.type, list_of(self.inner)))
            yield Expression(type_, values, level, form, (self.source, body))

    def form(self, name, writer, unpacks=True) -> Form:
        """Return the form of a name, made once."""
        if name not in self.made:
            self.made[name] = Form(name, writer, self.variables, unpacks)
        return self.made[name]


def _first(element_text: str) -> str:
    """Return the source of a pair's first part: of ``(a, b)`` it is ``a``."""
    return element_text[1:].partition(",")[0]
