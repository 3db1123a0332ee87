"""Typed bottom-up enumeration of programs that give the expected outputs on the given inputs.

Answers come in order of cost. Besides whole answers it keeps the best partial ones, and joins two
that together cover all inputs with a condition (Alur et al. 2017, divide and conquer). A program
that lists the examples' answers cannot be written: expected outputs are never constants, except
one of two words such as "Yes" and "No" that a condition chooses between.
"""

import ast
import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from codegarden.description.types import BOOL, FLOAT, INT, STR, Type, join, parse, type_of
from codegarden.description.words import stems_of
from codegarden.synthesis.bank import Bank, Clock, OutOfTimeError
from codegarden.synthesis.expressions import Expression, write_program
from codegarden.synthesis.grammar import Grammar, constants, grammar_for
from codegarden.synthesis.loops import Loop

YIELDED = 12  # answers of one level of cost; those behind them are variants
KEPT = 20  # programs, where no output is known
NUMBERS = ("int", "float")


@dataclass(frozen=True)
class Task:
    """What to search for: the function's name, its parameters, inputs and expected outputs.

    Without ``outputs`` any program counts whose result has the type that ``returns`` says.
    """

    entry_point: str
    params: tuple[str, ...]
    inputs: tuple[tuple, ...]
    outputs: tuple
    description: str = ""
    constants: tuple = ()
    returns: str = ""


@dataclass(frozen=True)
class Found:
    """A program that enumeration found; ``passed`` of ``rows`` inputs give what was expected."""

    source: str
    cost: float
    passed: int
    rows: int
    operations: tuple[str, ...] = ()


@dataclass
class Goal:
    """The expected outputs, and what to write around an expression that has them."""

    outputs: list
    type: Type
    wrapper: str = "{}"
    extra: int = 0
    hits: list[Expression] = field(default_factory=list)
    parts: dict[int, Expression] = field(default_factory=dict)
    depends: Callable[[Expression], bool] = lambda expression: True

    def admits(self, type_: Type) -> bool:
        """Return whether an expression of a type could be the answer."""
        if self.type.name == "any":
            return True
        if self.type.name in NUMBERS:
            return type_.name in NUMBERS
        return type_.name in (self.type.name, "any")

    def watch(self, expression: Expression) -> bool:
        """Keep an expression that has the expected outputs on all inputs, or on some."""
        if not self.admits(expression.type):
            return False
        values, outputs = expression.values, self.outputs
        if values == outputs or (self.type.name == "float" and self.near(values)):
            self.hits.append(expression)
            return True
        mask = 0
        for row, (value, output) in enumerate(zip(values, outputs, strict=True)):
            if value == output:
                mask |= 1 << row
        if mask and mask not in self.parts and self.depends(expression):
            self.parts[mask] = expression
        return False

    def near(self, values: list) -> bool:
        """Return whether all values are numbers within rounding of the expected ones."""
        try:
            return all(
                math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)
                for a, b in zip(values, self.outputs, strict=True)
            )
        except (TypeError, OverflowError):
            return False


@dataclass
class OpenGoal(Goal):
    """No outputs are known: keep the expressions of a type that cover the description best."""

    score: Callable[[Expression], float] = lambda expression: 0.0
    kept: list[tuple[float, int, Expression]] = field(default_factory=list)
    count: int = 0

    def watch(self, expression: Expression) -> bool:
        """Keep an expression while it is one of the best; it may be part of others as well."""
        if expression.operation is not None and self.admits(expression.type):
            self.count += 1
            score = self.score(expression)
            if len(self.kept) < KEPT or score < self.kept[-1][0]:
                self.kept = sorted([*self.kept, (score, self.count, expression)])[:KEPT]
        return False


def goals(outputs: Sequence[Any]) -> list[Goal]:
    """Return the ways to read the expected outputs: as they are, as text of data, as two words."""
    outputs = list(outputs)
    found = [Goal(outputs, join(map(type_of, outputs)))]
    if all(isinstance(each, str) and each[:1] in "[({" for each in outputs):
        try:
            data = [ast.literal_eval(each) for each in outputs]
        except (ValueError, SyntaxError):
            data = []
        if data and [str(each) for each in data] == outputs:
            found.insert(0, Goal(data, join(map(type_of, data)), "str({})", 1))
    distinct = list(dict.fromkeys(map(repr, outputs)))
    words = all(isinstance(each, str | int | None) for each in outputs) and found[0].type != BOOL
    if words and len(distinct) == 2 and len(outputs) > 2:
        for yes, no in (distinct, distinct[::-1]):
            flags = [repr(each) == yes for each in outputs]
            found.append(
                Goal(flags, BOOL, f"({yes} if {{}} else {no})", 1 if found[0].type == STR else 6)
            )
    return found


class Enumeration:
    """One search, which yields ``Found`` programs in order of cost until its time is over."""

    def __init__(
        self, task: Task, grammar: Grammar | None = None, room: int = 600_000, now=time.monotonic
    ):
        self.task = task
        self.rows = len(task.inputs)
        words = stems_of(task.description)
        self.goals = goals(task.outputs) if task.outputs else []
        if not self.goals:
            self.goals.append(OpenGoal([], parse(task.returns or "any"), score=self.far_from_text))
        for goal in self.goals:
            goal.depends = self.depends
        self.told: set[int] = set()  # the partial answers that were yielded, by the rows they pass
        self.grammar = grammar or grammar_for(words, self.goals[0].type, task.params)
        self.words = set(words)
        self.room = room
        self.lengths = lengths(task)
        self.now = now
        self.clock = Clock(0.0, now)

    def leaves(self) -> list[Expression]:
        """Return parameters and constants."""
        leaves = []
        for place, name in enumerate(self.task.params):
            values = [row[place] for row in self.task.inputs]
            leaves.append(Expression(known(join(map(type_of, values))), values, 1, text=name))
        leaves += constants(self.words, self.task.constants, self.rows)
        return leaves + self.grammar.leaves(self.rows)

    def search(self, seconds: float) -> Iterator[Found | None]:
        """Yield programs that give all expected outputs, cheapest first, and then partial ones.

        After each level of cost it yields None, so that who waits can see how far it is.
        """
        self.clock = Clock(seconds, self.now)
        bank = Bank(
            self.leaves(), self.grammar, self.clock, Loop.over, limit=self.room, watch=self.watch
        )
        self.bank = bank
        try:
            while bank.level < 40:
                bank.grow()
                yield from self.answers()
                yield from self.joined(bank)
                yield from self.partial()
                yield None
        except OutOfTimeError:
            yield from self.answers()
        yield from self.partial()
        for goal in self.goals:
            for score, _, expression in getattr(goal, "kept", ()):
                yield self.found(expression.write(), score, expression, 0)

    def watch(self, expression: Expression) -> bool:
        """Show an expression to every goal; True when it is an answer to one."""
        hits = [goal.watch(expression) for goal in self.goals]  # each goal looks at each expression
        return any(hits)

    def answers(self) -> Iterator[Found]:
        """Yield what the goals have found, and forget it."""
        found = [(goal, hit) for goal in self.goals for hit in goal.hits if self.depends(hit)]
        for goal in self.goals:
            goal.hits = []
        ranked = sorted(
            (
                (self.cost_of(hit) + goal.extra, place, goal, hit)
                for place, (goal, hit) in enumerate(found)
            ),
            key=lambda each: each[:2],
        )
        for cost, _, goal, hit in ranked[:YIELDED]:
            yield self.found(goal.wrapper.format(hit.write()), cost, hit, self.rows)

    def depends(self, expression: Expression) -> bool:
        """Return whether an expression uses a parameter, where there are any: else it is a list."""
        return not self.task.params or bool(expression.leaves() & set(self.task.params))

    def cost_of(self, expression: Expression) -> float:
        """Return the cost that ranks an answer: parameters that it leaves out count against it."""
        used = expression.leaves()
        idle = sum(name not in used | self.lengths for name in self.task.params)
        idle += expression.type == INT and self.goals[0].type == FLOAT  # 3 passes for 3.0
        return expression.cost + 1.5 * idle + self.grammar.uncovered(expression.operations())

    def far_from_text(self, expression: Expression) -> float:
        """Return the cost that ranks programs which no test can tell apart: words decide."""
        words = self.grammar.uncovered(expression.operations())
        return self.cost_of(expression) + 2.0 * words

    def joined(self, bank: Bank) -> Iterator[Found]:
        """Yield ``a if condition else b`` for parts a and b that cover all inputs together."""
        goal, everything = self.goals[0], (1 << self.rows) - 1
        if goal.type == BOOL or self.rows < 3:
            return
        conditions = bank.levels[bank.level].get(BOOL, ())
        for condition in conditions:
            mask = sum(1 << row for row, value in enumerate(condition.values) if value)
            if mask in (0, everything):
                continue
            yes = [e for m, e in goal.parts.items() if m & mask == mask]
            no = [e for m, e in goal.parts.items() if m & ~mask & everything == ~mask & everything]
            if yes and no:
                a, b = (min(each, key=lambda e: e.cost) for each in (yes, no))
                text = f"({a.write()} if {condition.write()} else {b.write()})"
                cost = a.cost + b.cost + condition.cost + 5
                yield self.found(text, cost, condition, self.rows, (a, b))

    def partial(self) -> Iterator[Found]:
        """Yield the best expressions that are right on some inputs only, each once."""
        parts = self.goals[0].parts
        order = sorted(parts.items(), key=lambda pair: (-pair[0].bit_count(), pair[1].cost))
        for mask, part in [(m, p) for m, p in order if m not in self.told][:5]:
            self.told.add(mask)
            text = self.goals[0].wrapper.format(part.write())
            yield self.found(text, self.cost_of(part), part, mask.bit_count())

    def found(self, text, cost, expression, passed, others=()) -> Found:
        """Return the record of a program."""
        every = (expression, *others)
        preludes = sorted(set().union(*(each.preludes() for each in every)))
        source = write_program(text, self.task.entry_point, list(self.task.params), preludes)
        names = tuple(name for each in every for name in each.operations())
        return Found(source, cost, passed, len(self.task.outputs), names)


def lengths(task: Task) -> set[str]:
    """Return the parameters that only repeat the length of another, so that none need use them."""
    found = set()
    for place, name in enumerate(task.params):
        for other in range(len(task.params)):
            values = [(row[place], row[other]) for row in task.inputs]
            if all(type(n) is int and hasattr(xs, "__len__") and n == len(xs) for n, xs in values):
                found.add(name)
    return found


def known(type_: Type) -> Type:
    """Return a type in which what no value tells (the elements of an empty list) is ``any``."""
    if type_.name == "unknown":
        return Type("any")
    return Type(type_.name, tuple(map(known, type_.args)))
