"""Functions that call themselves on smaller arguments, with or without a memory of results.

A candidate is ``base if condition else step``, where the step has the results of calls on some
smaller arguments as variables. What such a call gives is not known before the function is: steps
are grown on a table where it is read off the examples (Albarghouthi et al. 2013, "Recursive program
synthesis", Escher) or is any value of the type (angelic; Miltner et al. 2022, "Bottom-up synthesis
of recursive functional programs using angelic execution", Burst), which only tells steps apart. The
function is then really run. Ranks are dovetailed as in ``loops``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, islice, product, zip_longest
from typing import Any

from codegarden.description.types import BOOL, INT, Type, join, type_of
from codegarden.search.bank import Bank
from codegarden.search.goals import Goal
from codegarden.search.lambdas import variable
from codegarden.search.meaning import BRANCH, compiled, is_large
from codegarden.search.productions.loops import CALL, MEMOISED, RECURSION
from codegarden.search.ranks import Ranked, own_bank, uses
from codegarden.search.terms import Apply, Const, Lambda, Term, Var
from codegarden.search.values import ERRORS, Entry, freezer
from codegarden.search.weights import VARIABLE

AGAIN, ARGUMENT = "again'", "argument'"  # no names that a parameter can have
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
        self.work = 0
        self.schemes: list[Scheme] = []

    def grow(self) -> None:
        """Go one round on while recursion has had no more than a third of the work."""
        clock = self.bank.clock
        if 3 * self.work > clock.tried or self.bank.level < 4:
            return
        before = clock.tried
        if not self.schemes:
            self.schemes = list(schemes(self.bank, self.goal))
        for rank, scheme in enumerate(self.schemes[: self.bound], 1):
            scheme.grow(self.bound // rank)
        self.bound *= 2
        self.work += clock.tried - before


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
        end, onward = compiled(base.term()), compiled(step.term())
        outer, again = self.outer(), 0
        for row in self.order:
            memory: dict = {}
            left = CALLS
            values = outer[row]

            def solve(argument: Any, depth: int) -> Any:
                nonlocal left, again
                key = argument if self.freeze is None else self.freeze(argument)
                if key in memory:
                    again += 1
                    return memory[key]
                left -= 1
                if not left or not depth or is_large(argument):
                    raise TooDeepError
                values[ARGUMENT] = argument
                if test(values):
                    result = end(values)
                else:
                    given = [
                        [solve(each, depth - 1) for each in argument]
                        if descent is None
                        else solve(descent(values | {ARGUMENT: argument}), depth - 1)
                        for descent in self.descents
                    ]
                    values[ARGUMENT] = argument
                    values.update(zip(self.names, given, strict=True))
                    result = onward(values)
                if is_large(result):
                    raise TooDeepError
                memory[key] = result
                return result

            try:
                if solve(self.start.values[row], DEPTH) != self.goal.outputs[row]:
                    return
            except ERRORS:
                return
        self.deliver(condition, base, step, again > self.bank.rows and self.freeze is None)

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
        return max(0, int(argument))
    return len(argument) if hasattr(argument, "__len__") else 0


WAYS = 32  # down from an argument that are looked at
DESCENTS = 4  # that are followed: the two longest (structural recursion), then the cheapest


def schemes(bank: Bank, goal: Goal) -> Iterator[Scheme]:
    """Yield the recursions that may be, the simplest first: on one parameter, then on two."""
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
        for start, smaller in filter(None, turn):
            yield Scheme(bank, goal, start, smaller)


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
    whole, *parts = variable(bank, ARGUMENT, start.type, start.values)

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
