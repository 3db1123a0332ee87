"""A bank of expressions, grown bottom-up in order of cost, one of each behaviour.

Bottom-up enumeration with observational equivalence (Albarghouthi et al. 2013; Udupa et al. 2013)
in the order of costs that words set (Barke et al. 2020, "Just-in-time learning for bottom-up
enumerative synthesis"). What loops over an expression's elements is in ``loops``.
"""

import re
import time
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache

from codegarden.description.types import BOOL, Type
from codegarden.synthesis.expressions import Expression, key_of
from codegarden.synthesis.operations.operation import Operation, match

LOOPS = 60  # in one bank
BULK = 1_000  # elements of an expression's values, over all rows
CONTAINERS = ("list", "str", "tuple", "dict", "set")
ORDERING = frozenset(
    ("sorted", "sorted_down", "reverse", "list", "tuple", "sort_by", "sort_by_down")
)
UNCHANGED = {  # operations with those below them that change nothing for them
    "len": ORDERING | {"map", "enumerate", "accumulate"},
    "sum": ORDERING,
    "max": ORDERING | {"set", "unique", "sorted_set"},
    "min": ORDERING | {"set", "unique", "sorted_set"},
    "set": ORDERING | {"unique", "sorted_set"},
    "sorted": ORDERING,
    "sorted_down": ORDERING,
    "counter": ORDERING,
}
ERRORS = (
    *(ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError),
    *(RuntimeError, MemoryError, StopIteration, re.error),
)


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
    bank looks there for answers. ``loop`` makes the loops over an expression. ``outer`` are the
    leaves, which a loop's body may use as well.
    """

    def __init__(self, leaves, grammar, clock, loop, depth=0, limit=10**9, watch=None):
        self.grammar = grammar
        self.clock = clock
        self.loop = loop
        self.depth = depth
        self.limit = limit
        self.watch = watch
        self.levels: dict[int, dict[Type, list[Expression]]] = defaultdict(dict)
        self.pending: dict[int, list[Expression]] = defaultdict(list)
        self.seen: set = set()
        self.loops: list = []
        self.level = 0
        self.dearest_condition = 10**9
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
        except (TypeError, ValueError):  # not what its type says, or numbers beyond writing
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
        if expression.cost <= self.grammar.source_cost[self.depth] and len(self.loops) < LOOPS:
            self.loops += self.loop(self, expression)

    def grow(self) -> int:
        """Enumerate every expression of the next cost; return that cost."""
        self.level += 1
        for leaf in self.pending.pop(self.level, ()):
            self.add(leaf)
        if self.stored < self.limit:
            for operation, cost in self.grammar.operations(self.depth):
                if cost < self.level and not self.is_idle(operation):
                    self.apply(operation, self.level - cost)
            for loop in list(self.loops):
                for expression in loop.forms(self.level):
                    self.add(expression)
        return self.level

    def is_idle(self, operation: Operation) -> bool:
        """Return whether an operation makes a condition, and none so dear is wanted."""
        return operation.result == BOOL and self.level > self.dearest_condition

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
        idle = UNCHANGED.get(operation.name, frozenset())
        for a in list(operands):
            if idle and a.operation is not None and a.operation.name in idle:
                continue
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
