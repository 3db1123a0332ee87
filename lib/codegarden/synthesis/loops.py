"""Loops with a state: what folds a step over elements, or repeats a step while a condition holds.

What the state will be is not known before the step is, so that the bodies of a step are grown on a
table of states as they might be: starts, elements and outputs. The table only tells bodies apart;
the loop is really run for each body. The states that a loop passes are a sequence that other loops
and comprehensions take their elements from, so that a loop has several variables: the second looks
at the first before and after each step (what Wadler 1990, "Deforestation", fuses into one loop).

How far each part is followed is dovetailed: the product of the ranks of source, start and step
among those that behave differently stays below a bound, which doubles.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice
from typing import Any

from codegarden.description.types import BOOL, INT, REST, Type, element, type_of
from codegarden.synthesis.bank import CLASSES, Bank
from codegarden.synthesis.instances import Instance, taken_apart
from codegarden.synthesis.lambdas import Lambdas
from codegarden.synthesis.meaning import compiled, is_large
from codegarden.synthesis.production import Production
from codegarden.synthesis.productions.loops import FOLD, PASSED, STEPS, WHILE
from codegarden.synthesis.ranks import uses
from codegarden.synthesis.steps import PAIR, STATE, STATES, StepContext, of_width
from codegarden.synthesis.terms import Const
from codegarden.synthesis.traces import ITEM, TABLE, Trace, Traces, outer
from codegarden.synthesis.values import ERRORS, Abstraction, Entry, Turn, freezer
from codegarden.synthesis.weights import CONSTANT

SHARE = 0.2  # of a search's time
ROUNDS = 1000  # of a loop
STARTS = 3  # the cheapest
CHEAPER = 4  # times a function of passed states, which runs no loop, than a step
GOALS = 64  # functions of a loop's states that are tried before goals are made for them


class Loops:
    """Finds loops for the program's bank: what they give is shown to all that watch the bank.

    ``outputs`` are states that a loop may end with.
    """

    def __init__(self, bank: Bank, lambdas: Lambdas, outputs: Sequence[Any] = ()):
        self.bank = bank
        self.lambdas = lambdas
        self.outputs = outputs
        self.bound = 1
        self.turn = Turn(bank.clock, SHARE)
        self.sources: list[Entry] = []
        self.traces: list[Trace] = []
        self.all_of = Traces(bank, self.keep)
        self._contexts: dict[tuple, StepContext | None] = {}
        self._done: dict[tuple, int] = defaultdict(int)
        self._known: set[tuple] = set()
        self.params = {each.head.name for each in bank.variables}
        bank.watch.append(self.look)

    def look(self, entries: list[Entry]) -> None:
        """Take entries that have elements for sources."""
        type_ = entries[0].type
        if element(type_) is not None and type_.name != "tuple":
            kind = CLASSES.get(type_.name, object)
            for entry in entries:
                fits = all(isinstance(value, kind) for value in entry.values)
                if fits and uses(entry, self.params) and max(map(len, entry.values)) > 1:
                    self.sources.append(entry)

    def add(self, instance_: Instance) -> None:
        """Take no production: loops are looked for in an order of their own."""

    def grow(self) -> None:
        """Go one round on, if it is the turn of loops."""
        if self.outputs:
            self.turn.take(self.round)

    def round(self) -> None:
        """Follow everything up to a product of ranks."""
        bound, self.bound = self.bound, 2 * self.bound
        traces = list(self.traces)
        for rank, source in enumerate(self.sources[:bound], 1):
            self.folds(source, bound // rank)
        self.whiles(bound)
        for rank, trace in enumerate(traces[: CHEAPER * bound], 1):
            self.all_of.grow(trace, min(bound, CHEAPER * bound // rank))
            if rank > bound:
                continue
            self.folds(trace.source, bound // (rank * len(self.types())))
            if bound // rank >= GOALS:
                self.all_of.aim(trace, self.lambdas.watch)

    def types(self) -> list[Type]:
        """Return the types that a state may have, the likeliest first."""
        own = [type_of(self.outputs[0]), INT]
        own += [element(e.type) for e in self.bank.variables if element(e.type)]
        own = [t for t in dict.fromkeys(own) if t.name not in ("any", "unknown", "None")]
        two = [Type("tuple", (each, each)) for each in own[:2]]
        return list(dict.fromkeys([*own, *two, BOOL, *(e.type for e in self.bank.variables)]))

    def starts(self, type_: Type, source: Entry | None = None) -> list[Entry]:
        """Return the states to start with: nothing, the first element, the cheapest."""
        bank = self.bank
        pair = bank.production(PAIR)
        if type_.name == "tuple" and len(type_.args) == 2 and REST not in type_.args and pair:
            one, other = map(self.starts, type_.args)
            chosen = [(a, b) for n, a in enumerate(one) for b in other[: len(other) // (n + 1)]]
            given = [
                bank.make(pair, two, type_, tuple(zip(two[0].values, two[1].values, strict=True)))
                for two in chosen
            ]
            return [*islice(bank.cheapest(type_), 2), *given]
        found = list(islice(bank.cheapest(type_), STARTS))
        if type_.name in CLASSES:
            empty = CLASSES[type_.name]()
            text = "set()" if type_.name == "set" else repr(empty)
            cost = bank.weights.prior(type_, CONSTANT)
            values = (empty,) * bank.rows
            found = [e for e in found if e.values != values]
            found.insert(0, Entry(Const(text, empty), (), type_, cost, values, CONSTANT))
        item = bank.production("xs[i]")
        is_indexed = source is not None and item and source.type.name in ("list", "str")
        if is_indexed and element(source.type) == type_ and all(source.values):
            first = Entry(Const("0", 0), (), INT, 1, (0,) * bank.rows, CONSTANT)
            values = tuple(each[0] for each in source.values)
            found.insert(1, bank.make(item, (source, first), type_, values))
        return found

    def context(self, state: Type, source: Entry | None) -> StepContext | None:
        """Return the context of steps from one state to the next, over a source's elements."""
        item = None if source is None else element(source.type)
        key = (state, item)
        if key not in self._contexts:
            rows = self.bank.rows
            items = source.values if source is not None else [[None]] * rows
            items = list(map(list, items))
            samples = [self.states(state, row, items[row]) for row in range(rows)]
            if not all(samples) or not any(items):
                return None
            self._contexts[key] = StepContext(self.bank, state, item, items, samples)
        return self._contexts[key]

    def states(self, type_: Type, row: int, items: Sequence) -> list:
        """Return states of a type that a loop of a row may pass."""
        if type_.name == "tuple" and REST not in type_.args:
            parts = [self.states(each, row, items) for each in type_.args]
            if not all(parts):
                return []
            return [tuple(p[(n + k) % len(p)] for k, p in enumerate(parts)) for n in range(TABLE)]
        given = [e.values[row] for e in self.starts(type_)[:STATES]]
        output = [self.outputs[row]] if type_of(self.outputs[row]) == type_ else []
        return [*given, *[x for x in items if type_of(x) == type_][:2], *output]

    def folds(self, source: Entry, bound: int) -> None:
        """Run the folds over a source up to a product of ranks."""
        for rank, type_ in enumerate(self.types()[:bound], 1):
            context = self.context(type_, source)
            for place, start in enumerate(self.starts(type_, source), 1) if context else ():
                limit = bound // (rank * place)
                key = (id(source), id(start.head), repr(start.values), type_)
                steps = context.steps.first(limit)
                for step in steps[self._done[key] : limit]:
                    self.fold(source, start, step)
                self._done[key] = max(self._done[key], min(limit, len(steps)))

    def whiles(self, bound: int) -> None:
        """Run the loops with a condition up to a product of ranks."""
        for rank, type_ in enumerate(self.types()[:bound], 1):
            context = self.context(type_, None)
            for place, start in enumerate(self.starts(type_), 1) if context else ():
                limit = bound // (rank * place)
                steps = context.steps.first(limit)
                for number, condition in enumerate(context.conditions.first(limit), 1):
                    key = (repr(start.values), type_, number)
                    for step in steps[self._done[key] : limit // number]:
                        self.repeat(start, condition, step)
                    self._done[key] = max(self._done[key], min(limit // number, len(steps)))

    def fold(self, source: Entry, start: Entry, step: Entry) -> None:
        """Run a fold on all rows, and keep what it gives and passes."""
        self.bank.clock.check()
        self.bank.clock.tried += 1
        meaning = compiled(step.term())
        passed, finals, type_ = [], [], start.type
        try:
            for row, values in enumerate(outer(self.bank)):
                state, states = start.values[row], []
                for item in source.values[row]:
                    values[STATE], values[ITEM] = state, item
                    before, state = state, meaning(values)
                    if is_large(state) or not of_width(state, type_):
                        return
                    states.append((item, before, state))
                passed.append(states)
                finals.append(state)
        except ERRORS:
            return
        given = (source, start, Abstraction((STATE, ITEM), step))
        self.keep(FOLD, given, type_, tuple(finals))
        item = element(source.type)
        steps = Type("list", (Type("tuple", (item, type_, type_)),))
        self.trace(STEPS, given, steps, passed, [[s[2] for s in each] for each in passed])

    def repeat(self, start: Entry, condition: Entry, step: Entry) -> None:
        """Run a loop with a condition on all rows, and keep what it gives and passes."""
        self.bank.clock.check()
        self.bank.clock.tried += 1
        test, meaning = compiled(condition.term()), compiled(step.term())
        passed, finals, type_ = [], [], start.type
        try:
            for row, values in enumerate(outer(self.bank)):
                values[STATE] = start.values[row]
                states = []
                while test(values):
                    states.append(values[STATE])
                    values[STATE] = state = meaning(values)
                    if len(states) > ROUNDS or state == states[-1] or is_large(state):
                        return
                    if not of_width(state, type_):
                        return
                passed.append(states)
                finals.append(values[STATE])
        except ERRORS:
            return
        bodies = (Abstraction((STATE,), condition), Abstraction((STATE,), step))
        self.keep(WHILE, (start, *bodies), start.type, tuple(finals))
        self.trace(PASSED, (start, *bodies), Type("list", (start.type,)), passed, passed)

    def keep(self, production: Production, given: tuple, type_: Type, values: tuple) -> None:
        """Show what a loop gives, and the places of it where it is a tuple, if it is new."""
        entry = self.new(production, given, type_, values)
        if entry is None:
            return
        for watch in self.bank.watch:
            watch([entry])
        for place, part, inside in taken_apart(self.bank.language, type_, values):
            self.keep(place, (entry,), part, inside)

    def trace(self, production, given: tuple, type_: Type, passed: list, states: list) -> None:
        """Keep the states that a loop passes for other loops, if no other passes the same."""
        if not Trace.admits(passed, states):
            return
        key = (production, repr(states))
        if key in self._known:
            return
        self._known.add(key)
        source = self.bank.make(production, given, type_, tuple(passed))
        self.traces.append(Trace(source))

    def new(self, production, given: tuple, type_: Type, values: tuple) -> Entry | None:
        """Return an entry for values that no loop has given before, or None."""
        freeze = freezer(type_)
        try:
            key = (type_, values if freeze is None else tuple(map(freeze, values)))
            if key in self._known:
                return None
        except ERRORS:  # a step may give what is not of the state's type inside
            return None
        self._known.add(key)
        return self.bank.make(production, given, type_, values)
