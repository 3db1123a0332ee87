"""The states that a loop passes, as a source of comprehensions: a second variable of the loop.

What a comprehension makes of each element, state before and state after is grown once for all
loops of the same types, on a table that mixes elements and states, and tried on the states of each.
"""

from collections.abc import Callable, Sequence
from typing import Any

from codegarden.description.types import Type, element
from codegarden.synthesis.bank import Bank
from codegarden.synthesis.instances import instance, taken_apart
from codegarden.synthesis.lambdas import Context, framed, over_elements, result_for, variable
from codegarden.synthesis.meaning import compiled
from codegarden.synthesis.productions.loops import STEPS
from codegarden.synthesis.ranks import Ranked, own_bank, places, uses
from codegarden.synthesis.values import ERRORS, Abstraction, Entry, freezer
from codegarden.synthesis.weights import VARIABLE

ITEM = "item'"  # no name that a parameter can have
ROWS = 200  # states of all rows together
TABLE = 16  # rows of a context that tells functions apart
STATES = ("t[1]", "t[2]")  # before and after


class Trace:
    """A source of states."""

    def __init__(self, source: Entry):
        self.source = source
        self.done = 0
        self.context: Context | None = None
        freeze = freezer(element(source.type))
        self.keys = [v if freeze is None else list(map(freeze, v)) for v in source.values]
        self.freeze = freeze

    @staticmethod
    def admits(passed: Sequence[Sequence[Any]], states: Sequence[Sequence[Any]]) -> bool:
        """Return whether states change, and are few enough to be followed."""
        changes = any(state != each[0] for each in states for state in each)
        return changes and sum(map(len, passed)) <= ROWS


class Traces:
    """Applies productions over elements to the states that loops pass.

    ``keep`` is called with production, arguments, type and values of what they give.
    """

    def __init__(self, bank: Bank, keep: Callable):
        self.bank = bank
        self.keep = keep
        self._bodies: dict[Type, Ranked] = {}
        self._instances: dict[Type, list] = {}

    def grow(self, trace: Trace, bound: int) -> None:
        """Apply the productions to so many functions of a trace's elements."""
        bodies = self.bodies(trace.source).first(bound)
        for body in bodies[trace.done : bound]:
            self.apply(trace, body)
        trace.done = max(trace.done, min(bound, len(bodies)))

    def aim(self, trace: Trace, watch: Sequence[Callable]) -> None:
        """Make the goals of functions of a trace's elements, and follow these one level on."""
        if trace.context is None:
            trace.context = context_of(self.bank, trace.source)
            for each in watch:
                each(trace.source, trace.context)
        elif trace.context.bank.level < self.bank.level:
            trace.context.bank.grow()

    def bodies(self, source: Entry) -> Ranked:
        """Return the functions of a source's elements that look at a state."""
        found = self._bodies.get(source.type)
        if found is None:
            rows, column = [], []
            share = TABLE // len(source.values) + 1
            for row, values in enumerate(source.values):
                for item in mixed(values, share):
                    rows.append(row)
                    column.append(item)
            inner = element(source.type)
            made = inside(self.bank, variable(self.bank, ITEM, inner, tuple(column)))
            bank = own_bank(self.bank, made, rows)
            given = (p for p in self.bank.language if p.is_higher_order and over_elements(p))
            instances = (instance(p, (source.type,)) for p in given)
            kinds = self._instances[source.type] = [each for each in instances if each is not None]
            at = STATES if source.head is STEPS else None

            def wanted(body: Entry) -> bool:
                is_new = places(body, ITEM).intersection(at) if at else uses(body, (ITEM,))
                return bool(is_new and self.kinds(kinds, body.type))

            found = self._bodies[source.type] = Ranked(bank, None, wanted)
        return found

    def kinds(self, instances: Sequence, body: Type) -> list[tuple]:
        """Return the productions that give a wanted type for functions of a type, with it."""
        found = ((each.production, result_for(each, body)) for each in instances)
        return [(production, type_) for production, type_ in found if type_ in self.bank.wanted]

    def apply(self, trace: Trace, body: Entry) -> None:
        """Keep what the productions give for a function of a trace's elements."""
        kinds = self.kinds(self._instances[trace.source.type], body.type)
        self.bank.clock.check()
        self.bank.clock.tried += len(kinds)
        meaning = compiled(body.term())
        functions = []
        try:
            for values, items, keys in zip(
                outer(self.bank), trace.source.values, trace.keys, strict=True
            ):
                results = []
                for item in items:
                    values[ITEM] = item
                    results.append(meaning(values))
                functions.append(dict(zip(keys, results, strict=True)).__getitem__)
        except ERRORS:
            return
        freeze = trace.freeze
        if freeze is not None:
            functions = [lambda x, f=each: f(freeze(x)) for each in functions]
        given = (trace.source, Abstraction((ITEM,), body))
        for production, type_ in kinds:
            try:
                # in a map a StopIteration would be its end
                pairs = zip(trace.source.values, functions, strict=True)
                values = [production.function(items, f) for items, f in pairs]
            except ERRORS:
                continue
            self.keep(production, given, type_, tuple(values))


def mixed(items: Sequence, count: int) -> list:
    """Return elements whose places are mixed, so that what one loop makes equal stays different."""
    found = []
    widths = {len(each) if isinstance(each, tuple) else None for each in items}
    for number in range(count if items else 0):
        item, shift = items[number % len(items)], number // len(items)
        if isinstance(item, tuple) and len(widths) == 1:
            parts = range(len(item))
            item = tuple(items[(number + k * shift) % len(items)][k] for k in parts)
        found.append(item)
    return found


def outer(bank: Bank) -> list[dict]:
    """Return the values of a bank's variables, row by row."""
    names = [each.head.name for each in bank.variables]
    columns = [each.values for each in bank.variables]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def context_of(bank: Bank, source: Entry) -> Context:
    """Return a context of a source's elements and of what is inside them."""
    inner = element(source.type)
    freeze = freezer(inner)
    found: dict[tuple, Any] = {}
    for row, values in enumerate(source.values):
        for value in values:
            found.setdefault((row, value if freeze is None else freeze(value)), value)
    context = Context(bank, inner, found)
    own = context.bank.variables
    new = [each for each in inside(bank, own) if each not in own]
    context.bank.variables = [*own, *(framed(each, context.bank.frames) for each in new)]
    return context


def inside(bank: Bank, variables: list[Entry]) -> list[Entry]:
    """Return variables with the places of those that are tuples in tuples."""
    known, stack = list(variables), list(variables)
    parts = {each.arguments[0] for each in known if each.arguments}
    while stack:
        entry = stack.pop()
        for place, part, values in (
            () if entry in parts else taken_apart(bank.language, entry.type, entry.values)
        ):
            made = Entry(place, (entry,), part, entry.cost, values, VARIABLE)
            known.append(made)
            stack.append(made)
    return known
