"""Functions of elements: maps, filters, keys, whatever calls a function for each element.

The bodies of such a function are entries of a bank whose rows are the elements of its source, with
the outer variables beside them (Shi et al. 2023, "LambdaBeam"). Sources whose elements are among
another's share its bank.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from codegarden.description.types import Type, element
from codegarden.search.bank import Bank
from codegarden.search.instances import Instance
from codegarden.search.production import PLACE, Production
from codegarden.search.signatures import fill, match
from codegarden.search.terms import Var
from codegarden.search.values import ERRORS, Abstraction, Entry, freezer
from codegarden.search.weights import VARIABLE

LEAST = 6  # bits of a production with a function, and of the function
TABLE = 400  # rows of a context
CONTEXTS = (10, 2)  # of one bank, by its nesting


class Context:
    """A bank for functions of elements: a row for each element that a row of the outside has.

    ``places`` are the rows by outer row and element.
    """

    def __init__(self, outside: Bank, type_: Type, pairs: dict[tuple, Any]):
        self.type = type_
        self.name = f"x{outside.nesting}"
        self.places = {key: place for place, key in enumerate(pairs)}
        self.freeze = freezer(type_)
        column = tuple(pairs.values())
        variables = variable(outside, self.name, type_, column)
        self.bank = inner_bank(outside, variables, [row for row, _ in pairs])

    def tables(self, source: Entry) -> list[tuple[Any, list, list[int]]]:
        """Return for each outer row its elements, what a function finds them by, and their rows."""
        found = []
        for row, values in enumerate(source.values):
            keys = list(values) if self.freeze is None else [self.freeze(v) for v in values]
            places = [self.places[row, key] for key in keys]
            found.append((values, [id(v) for v in values] if self.freeze else keys, places))
        return found

    def functions(self, tables: list, values: tuple) -> Iterator[tuple[Any, Callable]]:
        """Yield for each outer row its elements and a function of them with such values."""
        get = values.__getitem__
        for elements, keys, places in tables:
            meaning = dict(zip(keys, map(get, places), strict=True)).__getitem__
            yield elements, (lambda x, f=meaning: f(id(x))) if self.freeze else meaning


def variable(outside: Bank, name: str, type_: Type, column: tuple) -> list[Entry]:
    """Return a variable as an entry, and the places of it where it is a tuple."""
    whole = Entry(Var(name), (), type_, outside.weights.prior(type_, VARIABLE), column, VARIABLE)
    found = [whole]
    for production in outside.language:
        bound: dict[str, Type] = {}
        if production.about == PLACE and match(production.types[0], type_, bound):
            part = fill(production.result, bound)
            values = tuple(map(production.function, column))
            found.append(Entry(production, (whole,), part, whole.cost, values, VARIABLE))
    return found


def inner_bank(outside: Bank, variables: Sequence[Entry], rows: Sequence[int]) -> Bank:
    """Return a bank of some variables and all those of the outside, whose row each row belongs to.

    It grows functions of its own until they are nested too deep.
    """
    lifted = [
        Entry(e.head, e.arguments, e.type, e.cost, tuple(e.values[r] for r in rows), e.root)
        for e in (*outside.variables, *outside.constants)
    ]
    own = len(outside.variables)
    bank = Bank(
        [*variables, *lifted[:own]],
        lifted[own:],
        len(rows),
        outside.language,
        outside.weights,
        outside.clock,
        outside.nesting + 1,
    )
    if bank.nesting < len(CONTEXTS):
        bank.growers.append(Lambdas(bank))
    return bank


class Stream:
    """The sources of a production with a function over their elements, by cost and context."""

    def __init__(self, instance_: Instance):
        self.instance = instance_
        self.sources: dict[int, list[tuple[Context, list[Entry]]]] = {}


@lru_cache(maxsize=100_000)
def result_for(at: Instance, body: Type) -> Type | None:
    """Return the type of a production's result for a function that returns ``body``."""
    bound = dict(at.bound)
    production = at.production
    fits = match(production.types[-1].result, body, bound)
    return fill(production.result, bound) if fits else None


def over_elements(production: Production) -> bool:
    """Return whether a production's only function is called with the elements of the first."""
    return len(production.types) == 2 and len(production.types[1].params) == 1


class Lambdas:
    """Adds to a bank the productions that call a function for each element of a source.

    ``watch`` holds what is called with each new source and its context.
    """

    def __init__(self, bank: Bank):
        self.bank = bank
        self.watch: list[Callable[[Entry, Context], None]] = []
        self.contexts: list[Context] = []
        self._streams: list[Stream] = []
        self._context_of: dict[int, Context | None] = {}

    def add(self, instance_: Instance) -> None:
        """Take a production at the types of a source."""
        if over_elements(instance_.production):
            self._streams.append(Stream(instance_))

    def grow(self) -> None:
        """Add what costs the bank's level: sources of one cost with functions of the rest."""
        for stream in self._streams:
            self._grow(stream)

    def _grow(self, stream: Stream) -> None:
        bank, at = self.bank, stream.instance
        for cost, lists in bank.slot(at.production, 0, at.types[0]).lists.items():
            left = bank.level - cost
            if left < LEAST:
                continue
            if cost not in stream.sources:
                stream.sources[cost] = self._by_context(lists)
            for context, sources in stream.sources[cost]:
                context.bank.grow_to(left)
                for body_type in list(context.bank.seen):
                    type_ = result_for(at, body_type)
                    if type_ is None or not bank.admits(type_):
                        continue
                    slot = context.bank.slot(at.production, 1, body_type)
                    lists = slot.lists.get(left - bank.weights.prior(type_, at.production))
                    if lists:
                        for source in sources:
                            self._apply(at.production, type_, source, context, lists)

    def _by_context(self, lists: list[list[Entry]]) -> list[tuple[Context, list[Entry]]]:
        """Return sources with the contexts of their elements, and show those that are new."""
        found: dict[int, tuple[Context, list[Entry]]] = {}
        for source in (each for entries in lists for each in entries):
            is_new = id(source) not in self._context_of
            context = self.context(source)
            if context is not None:
                found.setdefault(id(context), (context, []))[1].append(source)
                if is_new:
                    for watch in self.watch:
                        watch(source, context)
        return list(found.values())

    def context(self, source: Entry) -> Context | None:
        """Return the context of functions of a source's elements, None where there is none."""
        found = self._context_of.get(id(source), False)
        if found is False:
            found = self._context_of[id(source)] = self._new_context(source)
        return found

    def _new_context(self, source: Entry) -> Context | None:
        """Return a context that has all elements of a source, an earlier one if there is any."""
        inner = element(source.type)
        freeze = freezer(inner)
        pairs: dict[tuple, Any] = {}
        for row, values in enumerate(source.values):
            for value in values:
                pairs.setdefault((row, value if freeze is None else freeze(value)), value)
        if len(pairs) > TABLE or max(map(len, source.values), default=0) < 2:
            return None
        for context in self.contexts:
            if context.type == inner and pairs.keys() <= context.places.keys():
                return context
        if len(self.contexts) >= CONTEXTS[self.bank.nesting]:
            return None
        context = Context(self.bank, inner, pairs)
        self.contexts.append(context)
        return context

    def _apply(self, production, type_: Type, source: Entry, context: Context, lists) -> None:
        """Add what a production gives for a source and some functions of its elements."""
        bank, function = self.bank, production.function
        seen, freeze = bank.room_for(type_)
        new: list[Entry] = []
        tables = context.tables(source)
        for bodies in lists:
            bank.clock.tried += len(bodies)
            for body in bodies:
                bank.clock.check()
                try:
                    values = tuple(
                        [  # in a generator a StopIteration would be a RuntimeError
                            function(elements, meaning)
                            for elements, meaning in context.functions(tables, body.values)
                        ]
                    )
                    key = values if freeze is None else tuple(map(freeze, values))
                    if key in seen:
                        continue
                except ERRORS:
                    continue
                arguments = (source, Abstraction((context.name,), body))
                seen[key] = made = Entry(production, arguments, type_, bank.level, values)
                new.append(made)
        bank.store(production, type_, new)
