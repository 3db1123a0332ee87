"""Functions that call themselves on smaller arguments, with or without a memory of results.

A candidate is ``base if condition else step``, where the step has the results of calls on some
smaller arguments as variables. What such a call gives is not known before the function is: steps
are grown on a table where it is read off the examples (Albarghouthi et al. 2013, "Recursive program
synthesis", Escher) or is any value of the type (angelic; Miltner et al. 2022, "Bottom-up synthesis
of recursive functional programs using angelic execution", Burst), which only tells steps apart. The
function is then really run. Ranks are dovetailed as in ``loops``.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from codegarden.description.types import BOOL, Type, join, type_of
from codegarden.synthesis.bank import Bank
from codegarden.synthesis.descents import ARGUMENT, measure, replaced, ways_down
from codegarden.synthesis.goals import Goal
from codegarden.synthesis.lambdas import variable
from codegarden.synthesis.meaning import BRANCH, compiled, is_large
from codegarden.synthesis.productions.loops import CALL, MEMOISED, RECURSION
from codegarden.synthesis.ranks import Ranked, own_bank, uses
from codegarden.synthesis.terms import Apply, Lambda, Term, Var
from codegarden.synthesis.values import ERRORS, Entry, Turn, freezer
from codegarden.synthesis.weights import VARIABLE

AGAIN = "again'"  # no name that a parameter can have
SHARE = 0.1  # of a search's time
CALLS = 2000  # of one run
DEPTH = 200  # of calls in calls
TABLE = 24  # rows of a table
EACH = "[f(x) for x in xs]"


class TooDeepError(ArithmeticError):
    """A recursion does not end."""


class Recursion:
    """Looks for functions that call themselves and give a goal's outputs."""

    def __init__(self, bank: Bank, goal: Goal):
        self.bank = bank
        self.goal = goal
        self.bound = 1
        self.turn = Turn(bank.clock, SHARE)
        self.schemes: list[Scheme] = []

    def grow(self) -> None:
        """Go one round on, if it is the turn of recursion."""
        if self.bank.level >= 4:
            self.turn.take(self.round)

    def round(self) -> None:
        """Follow every way down up to a product of ranks."""
        if not self.schemes:
            self.schemes = [Scheme(self.bank, self.goal, *way) for way in ways_down(self.bank)]
        for rank, scheme in enumerate(self.schemes[: self.bound], 1):
            scheme.grow(self.bound // rank)
        self.bound *= 2


class Scheme:
    """On which parameters a recursion goes, and on which smaller arguments.

    ``start`` is the argument of the program's own call, one entry, ``smaller`` those of the calls
    inside, as terms of ``ARGUMENT``; None stands for each element of the argument.
    """

    def __init__(self, bank: Bank, goal: Goal, start: Entry, smaller: Sequence[Entry | None]):
        self.bank = bank
        self.goal = goal
        self.start = start
        self.smaller = smaller
        self.freeze = freezer(Type("any")) if None in smaller else freezer(start.type)
        self.descents = [each and compiled(each.term()) for each in smaller]
        self.names = [f"result{place}'" for place in range(len(smaller))]
        self.order = sorted(range(bank.rows), key=lambda row: measure(start.values[row]))
        self.done: dict[tuple, int] = defaultdict(int)
        self._make_tables()

    def _make_tables(self) -> None:
        """Make the banks of conditions and bases, and of steps."""
        rows, arguments = self.reachable()
        leaf = None in self.smaller
        ends = [n for n, each in enumerate(arguments) if not leaf or not isinstance(each, list)]
        inner = [n for n, each in enumerate(arguments) if leaf and isinstance(each, list)]
        self.is_empty = not ends or (leaf and not inner)
        if self.is_empty:
            return

        def bank(places: Sequence[int], extra: Callable | None = None) -> Bank:
            column = tuple(arguments[n] for n in places)
            type_ = join(map(type_of, column))
            variables = variable(self.bank, ARGUMENT, type_, column)
            variables += extra(places) if extra else []
            outside = [rows[n] for n in places]
            made = own_bank(self.bank, variables, outside)
            if len(variables) > 1 or leaf or self.start.arguments == ():
                own = {e.head for e in (self.start, *self.start.arguments)}
                made.variables = [e for e in made.variables if e.head not in own]
            return made

        first = bank(ends)
        self.bases = Ranked(first, self.goal.type, lambda _: True)
        self.conditions = Ranked(first, BOOL, lambda body: uses(body, (ARGUMENT,)))
        second = bank(inner if leaf else self.long(arguments), self.results)
        names = set(self.names)
        self.steps = Ranked(
            second, self.goal.type, lambda body: all(uses(body, (name,)) for name in names)
        )

    def long(self, arguments: Sequence) -> list[int]:
        """Return the places of arguments that are no ends in themselves."""
        return [n for n, each in enumerate(arguments) if measure(each) > 0] or [0]

    def results(self, places: Sequence[int]) -> list[Entry]:
        """Return the variables for what the calls inside give, with values as they might be."""
        outputs = list(self.goal.outputs)
        type_ = self.goal.type
        pool = [*outputs, *(e.values[0] for e in islice(self.bank.cheapest(type_), 4))]
        found = []
        for number, (name, smaller) in enumerate(zip(self.names, self.smaller, strict=True)):
            values = [pool[(place * (number + 1) + number) % len(pool)] for place in places]
            kind = type_
            if smaller is None:
                kind = Type("list", (type_,))
                values = [
                    [pool[(place + k) % len(pool)] for k in range(1 + place % 3)]
                    for place in places
                ]
            cost = self.bank.weights.prior(kind, VARIABLE)
            found.append(Entry(Var(name), (), kind, cost, tuple(values), VARIABLE))
        return found

    def reachable(self) -> tuple[list[int], list]:
        """Return arguments that calls may have, with the rows of the program that they are of."""
        known: dict[tuple, Any] = {}
        share = TABLE // self.bank.rows + 1
        for row, outer in enumerate(self.outer()):
            stack, count = [self.start.values[row]], 0
            while stack and count < share:
                argument = stack.pop(0)
                count += 1
                known[row, repr(argument)] = argument
                if measure(argument) > 0:
                    try:
                        stack += self.inside(argument, outer)
                    except ERRORS:
                        continue
        return [row for row, _ in known], list(known.values())

    def inside(self, argument: Any, outer: dict) -> list:
        """Return the arguments of the calls that a call makes."""
        outer[ARGUMENT] = argument
        found = []
        for descent in self.descents:
            found += argument if descent is None else [descent(outer)]
        return found

    def outer(self) -> list[dict]:
        """Return the values of the program's variables, row by row."""
        variables = self.bank.variables
        rows = zip(*(each.values for each in variables), strict=True)
        return [dict(zip((e.head.name for e in variables), row, strict=True)) for row in rows]

    def grow(self, bound: int) -> None:
        """Try conditions, bases and steps up to a product of ranks."""
        if self.is_empty:
            return
        steps = self.steps.first(bound)
        for place, condition in enumerate(self.tests(bound), 1):
            test = compiled(condition)
            for rank, base in enumerate(self.bases.first(bound // place), 1):
                limit = bound // (place * rank)
                if limit < 1:
                    break
                key = (place, rank)
                if self.done[key] < min(limit, len(steps)) and self.fits(test, base):
                    for step in steps[self.done[key] : limit]:
                        self.run(condition, test, base, step)
                self.done[key] = max(self.done[key], min(limit, len(steps)))

    def tests(self, bound: int) -> list[Term]:
        """Return the conditions under which an argument is an end."""
        if None in self.smaller:
            is_list = Apply(self.bank.production("isinstance(a, list)"), (Var(ARGUMENT),))
            return [Apply(self.bank.production("not a"), (is_list,))]
        return [each.term() for each in self.conditions.first(bound)[:bound]]

    def fits(self, test: Callable, base: Entry) -> bool:
        """Return whether a base is right on the examples that are ends, and not all of them are."""
        meaning = compiled(base.term())
        ends = 0
        try:
            for row, outer in enumerate(self.outer()):
                outer[ARGUMENT] = self.start.values[row]
                if test(outer):
                    ends += 1
                    if meaning(outer) != self.goal.outputs[row]:
                        return False
        except ERRORS:
            return False
        return ends < self.bank.rows

    def run(self, condition: Term, test: Callable, base: Entry, step: Entry) -> None:
        """Deliver a function if it gives the goal's outputs."""
        self.bank.clock.check()
        self.bank.clock.tried += 1
        made = _Run(self, test, compiled(base.term()), compiled(step.term()))
        outer = self.outer()
        for row in self.order:
            try:
                if made.start(self.start.values[row], outer[row]) != self.goal.outputs[row]:
                    return
            except ERRORS:
                return
        self.deliver(condition, base, step, made.again > self.bank.rows and self.freeze is None)

    def deliver(self, condition: Term, base: Entry, step: Entry, is_memoised: bool) -> None:
        """Hand a function that calls itself to the goal."""
        weights, type_ = self.bank.weights, self.goal.type
        calls, cost = {}, base.cost + step.cost + self.start.cost
        argument = Var(ARGUMENT)
        for name, smaller in zip(self.names, self.smaller, strict=True):
            cost += weights.prior(type_, CALL) + (smaller.cost if smaller else 0)
            if smaller is not None:
                calls[name] = Apply(CALL, (Var(AGAIN), smaller.term()))
            else:
                call = Lambda(("x0'",), Apply(CALL, (Var(AGAIN), Var("x0'"))))
                calls[name] = Apply(self.bank.production(EACH), (argument, call))
        branch = self.bank.production(BRANCH)
        body = Apply(branch, (condition, base.term(), replaced(step.term(), calls)))
        production = MEMOISED if is_memoised else RECURSION
        term = Apply(production, (self.start.term(), Lambda((AGAIN, ARGUMENT), body)))
        cost += weights.prior(type_, production) + weights.prior(type_, branch)
        self.goal.deliver(Entry(term, (), type_, cost, self.goal.outputs, production))


class _Run:
    """A candidate that is run; ``again`` counts the calls whose result was known."""

    def __init__(self, scheme: Scheme, test: Callable, end: Callable, onward: Callable):
        self.scheme = scheme
        self.test, self.end, self.onward = test, end, onward
        self.again = self.left = 0

    def start(self, argument: Any, values: dict) -> Any:
        """Return what the function gives for an argument, with the values of other variables."""
        self.memory: dict = {}
        self.values = values
        self.left = CALLS
        return self.call(argument, DEPTH)

    def call(self, argument: Any, depth: int) -> Any:
        """Return what a call gives; raise ``TooDeepError`` where there is no end of calls."""
        scheme, values = self.scheme, self.values
        key = argument if scheme.freeze is None else scheme.freeze(argument)
        if key in self.memory:
            self.again += 1
            return self.memory[key]
        self.left -= 1
        if not self.left or not depth or is_large(argument):
            raise TooDeepError
        values[ARGUMENT] = argument
        if self.test(values):
            result = self.end(values)
        else:
            given = []
            for descent in scheme.descents:
                values[ARGUMENT] = argument
                if descent is None:
                    given.append([self.call(each, depth - 1) for each in argument])
                else:
                    given.append(self.call(descent(values), depth - 1))
            values[ARGUMENT] = argument
            values.update(zip(scheme.names, given, strict=True))
            result = self.onward(values)
        if is_large(result):
            raise TooDeepError
        self.memory[key] = result
        return result
