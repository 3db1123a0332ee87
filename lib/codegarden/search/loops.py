"""Loops with a state: what folds a step over elements, or repeats a step while a condition holds.

What the state will be is not known before the step is, so that the bodies of a step are grown on a
table of states as they might be: starts, elements and outputs (a state of several variables is a
tuple of such). The table only tells bodies apart; the loop is really run for each body.
"""

from collections.abc import Callable, Sequence
from itertools import cycle, islice
from typing import Any

from codegarden.description.types import REST, Type, element, type_of
from codegarden.search.bank import Bank
from codegarden.search.instances import Instance
from codegarden.search.lambdas import inner_bank, over_elements, variable
from codegarden.search.signatures import Function
from codegarden.search.terms import Apply, Const, Lambda, Term, Var
from codegarden.search.values import ERRORS, LONGEST, Abstraction, Entry

STATES = 4  # of each outer row's
LEAST = 8  # bits of a loop and its step
DEAREST_START = 16  # bits
STATE_CONTEXTS = 6
TABLE = 80  # rows of a step's context
STEPS = 1000  # of a loop
LARGEST = 2**64  # number in a state


class StepContext:
    """A bank for the functions of a loop: rows of states and, in a fold, of elements."""

    def __init__(self, outside: Bank, state: Type, item: Type | None, items, samples):
        self.names = ("s",) if item is None else ("s", "x")
        rows, states, elements = [], [], []
        for row, (own_items, own_states) in enumerate(zip(items, samples, strict=True)):
            for each, value in islice(pairs(own_items, own_states), TABLE // len(samples)):
                rows.append(row)
                states.append(value)
                elements.append(each)
        variables = variable(outside, "s", state, tuple(states))
        if item is not None:
            variables += variable(outside, "x", item, tuple(elements))
        self.bank = inner_bank(outside, variables, rows)


def pairs(items: Sequence, states: Sequence):
    """Yield every element with some states in turn, and every state at least once."""
    turn = cycle(states)
    for _ in range(STATES):
        for item in items or [None]:
            yield item, next(turn)


class Loops:
    """Adds to the program's bank the productions whose functions take a state.

    ``outputs`` are states that a loop may end with.
    """

    def __init__(self, bank: Bank, outputs: Sequence[Any] = ()):
        self.bank = bank
        self.outputs = outputs
        self._instances: list[Instance] = []
        self._contexts: dict[tuple, StepContext | None] = {}

    def add(self, instance_: Instance) -> None:
        """Take a production at the types of its source and start."""
        if not over_elements(instance_.production):
            self._instances.append(instance_)

    def grow(self) -> None:
        """Add what costs the bank's level."""
        for at in self._instances:
            kinds = at.production.types
            if isinstance(kinds[1], Function):
                self._grow_while(at)
            else:
                self._grow_fold(at)

    def context(self, state: Type, source: Entry | None) -> StepContext | None:
        """Return the context of steps from one state to the next, over a source's elements."""
        item = None if source is None else element(source.type)
        key = (state, item)
        if key not in self._contexts:
            self._contexts[key] = None
            if len(self._contexts) <= STATE_CONTEXTS:
                rows = self.bank.rows
                items = source.values if source is not None else [[None]] * rows
                samples = [self.states(state, row, items[row]) for row in range(rows)]
                if all(samples) and any(items):
                    made = StepContext(self.bank, state, item, items, samples)
                    self._contexts[key] = made
        return self._contexts[key]

    def states(self, type_: Type, row: int, items: Sequence) -> list:
        """Return states of a type that a loop of a row may pass."""
        if type_.name == "tuple" and REST not in type_.args:
            parts = [self.states(each, row, items) for each in type_.args]
            if not all(parts):
                return []
            return [tuple(p[(n + k) % len(p)] for k, p in enumerate(parts)) for n in range(6)]
        given = [e.values[row] for e in islice(self.bank.cheapest(type_), 4)]
        output = [self.outputs[row]] if self.outputs and type_of(self.outputs[row]) == type_ else []
        return [*given, *[x for x in items if type_of(x) == type_][:2], *output]

    def _grow_fold(self, at: Instance) -> None:
        bank, production = self.bank, at.production
        own = bank.weights.prior(at.types[1], production)
        sources = bank.slot(production, 0, at.types[0]).lists
        starts = bank.slot(production, 1, at.types[1]).lists
        for cost, lists in sources.items():
            for start_cost, start_lists in starts.items():
                left = bank.level - own - cost - start_cost
                if left < LEAST or start_cost > DEAREST_START:
                    continue
                for source in flat(lists):
                    context = self.context(at.types[1], source)
                    if context is None:
                        break
                    context.bank.grow_to(left)
                    bodies = context.bank.slot(production, 2, at.types[1]).lists.get(left)
                    for body in flat(bodies or ()):
                        if uses(body, context.names):
                            for start in flat(start_lists):
                                self._run(at, context, (source, start), (body,))

    def _grow_while(self, at: Instance) -> None:
        bank, production = self.bank, at.production
        state = at.types[0]
        own = bank.weights.prior(state, production)
        for cost, starts in bank.slot(production, 0, state).lists.items():
            left = bank.level - own - cost
            if left < LEAST:
                continue
            context = self.context(state, None)
            if context is None:
                return
            context.bank.grow_to(left)
            steps = context.bank.slot(production, 2, state).lists
            for other, conditions in context.bank.slot(production, 1, BOOL).lists.items():
                for condition in flat(conditions) if left - other in steps else ():
                    for step in flat(steps[left - other]):
                        if uses(step, context.names) and uses(condition, context.names):
                            for start in flat(starts):
                                self._run(at, context, (start,), (condition, step))

    def _run(self, at: Instance, context: StepContext, given: tuple, bodies: tuple) -> None:
        """Run a loop on all rows and keep what it gives."""
        bank, production = self.bank, at.production
        bank.clock.check()
        bank.clock.tried += 1
        type_ = given[-1].type
        seen, freeze = bank.room_for(type_)
        names = context.names
        meanings = [compiled(body.term()) for body in bodies]
        values = []
        try:
            for row in range(bank.rows):
                outer = {e.head.name: e.values[row] for e in bank.variables}
                functions = [closed(meaning, names, outer) for meaning in meanings]
                values.append(production.function(*(e.values[row] for e in given), *functions))
            values = tuple(values)
            key = values if freeze is None else tuple(map(freeze, values))
            if key in seen:
                return
        except ERRORS:
            return
        arguments = (*given, *(Abstraction(names, body) for body in bodies))
        seen[key] = made = Entry(production, arguments, type_, bank.level, values)
        bank.store(production, type_, [made])


BOOL = Type("bool")


def flat(lists) -> list[Entry]:
    """Return the entries of several lists."""
    return [each for entries in lists for each in entries]


def uses(body: Entry, names: Sequence[str]) -> bool:
    """Return whether a body depends on all of some variables."""
    found: set[str] = set()
    stack = [body]
    while stack:
        each = stack.pop()
        if isinstance(each, Abstraction):
            stack.append(each.body)
        elif isinstance(each.head, Var):
            found.add(each.head.name)
        else:
            stack += each.arguments
    return found.issuperset(names)


def closed(meaning: Callable, names: tuple[str, ...], outer: dict) -> Callable:
    """Return a compiled body as a function of the variables that are bound.

    It raises ``OverflowError`` when it is called too often, or by a state that grows too large.
    """
    left = STEPS
    values = dict(outer)

    def function(*given: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0 or is_large(given[0]):
            raise OverflowError("an endless loop")
        values.update(zip(names, given, strict=True))
        return meaning(values)

    return function


def is_large(state: Any) -> bool:
    """Return whether a state has outgrown what a loop is followed for."""
    if isinstance(state, int | float):
        return not -LARGEST < state < LARGEST
    if isinstance(state, tuple):
        return any(map(is_large, state))
    return hasattr(state, "__len__") and len(state) > LONGEST


def compiled(term: Term) -> Callable[[dict], Any]:
    """Return a term as a function of the values of its variables."""
    if isinstance(term, Var):
        name = term.name
        return lambda values: values[name]
    if isinstance(term, Const):
        constant = term.value
        return lambda values: constant
    if isinstance(term, Lambda):
        return _compiled_lambda(term)
    return _compiled_application(term)


def _compiled_lambda(term: Lambda) -> Callable[[dict], Any]:
    body, names = compiled(term.body), term.names

    def function(values: dict) -> Callable:
        return lambda *given: body({**values, **dict(zip(names, given, strict=True))})

    return function


def _compiled_application(term: Apply) -> Callable[[dict], Any]:
    function = term.production.function
    parts = [compiled(each) for each in term.arguments]
    if len(parts) == 1:
        (only,) = parts
        return lambda values: function(only(values))
    if len(parts) == 2:
        one, other = parts
        return lambda values: function(one(values), other(values))
    return lambda values: function(*[part(values) for part in parts])
