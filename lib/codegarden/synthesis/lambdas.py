"""Functions of elements: maps, filters, keys, whatever calls a function for each element.

The bodies of such a function are entries of a bank whose rows are the elements of its source, with
the outer variables beside them (Shi et al. 2023, "LambdaBeam"). Sources whose elements are among
another's share its bank.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from codegarden.description.types import Type, element
from codegarden.synthesis.bank import Bank
from codegarden.synthesis.compiling import over_values
from codegarden.synthesis.frames import FULL, INNER, OUTER, Frames, reader
from codegarden.synthesis.instances import Instance, Lists, Place, Slot, taken_apart
from codegarden.synthesis.production import Production
from codegarden.synthesis.signatures import fill, match
from codegarden.synthesis.terms import Var
from codegarden.synthesis.values import ERRORS, Abstraction, Entry, freezer
from codegarden.synthesis.weights import FUNCTION_BITS, VARIABLE

TABLE = 400  # rows of a context
CONTEXTS = (10, 2)  # of one bank, by its nesting


class Context:
    """A bank for functions of elements: a row for each element that a row of the outside has.

    ``places`` are the rows by outer row and element.
    """

    def __init__(self, outside: Bank, type_: Type, pairs: dict[tuple, Any]):
        self.type = type_
        self.name = f"x{outside.nesting}'"  # no name that a parameter can have
        self.places = {key: place for place, key in enumerate(pairs)}
        self.keys: list[set] = [set() for _ in range(outside.rows)]
        for row, key in pairs:
            self.keys[row].add(key)
        self.freeze = freezer(type_)
        self._tables: dict[int, dict[int, list]] = {}
        column = tuple(pairs.values())
        variables = variable(outside, self.name, type_, column)
        self.bank = inner_bank(outside, variables, [row for row, _ in pairs])

    def tables(self, source: Entry, mask: int) -> list[list[int]]:
        """Return for each outer row the places of its elements in a frame of the bank."""
        tables = self._tables.setdefault(id(source), {})
        found = tables.get(mask)
        if found is None:
            index = self.bank.frames.of[mask].index
            found = tables[mask] = []
            for row, values in enumerate(source.values):
                keys = values if self.freeze is None else map(self.freeze, values)
                found.append([index[self.places[row, key]] for key in keys])
        return found


def variable(outside: Bank, name: str, type_: Type, column: tuple) -> list[Entry]:
    """Return a variable as an entry, and the places of it where it is a tuple."""
    whole = Entry(Var(name), (), type_, outside.weights.prior(type_, VARIABLE), column, VARIABLE)
    found = [whole]
    for place, part, values in taken_apart(outside.language, type_, column):
        found.append(Entry(place, (whole,), part, whole.cost, values, VARIABLE))
    return found


def inner_bank(outside: Bank, variables: Sequence[Entry], rows: Sequence[int]) -> Bank:
    """Return a bank of some variables and all those of the outside, whose row each row belongs to.

    It grows functions of its own until they are nested too deep.
    """
    lifted = [
        Entry(e.head, e.arguments, e.type, e.cost, reader(rows)(e.values), e.root)
        for e in outside.variables
    ]
    keys = [
        [v if freeze is None else freeze(v) for v in each.values]
        for each in variables
        if isinstance(each.head, Var)
        for freeze in [freezer(each.type)]
    ]
    frames = Frames(rows, list(zip(*keys, strict=True)))
    variables = [framed(each, frames) for each in variables]
    bank = Bank(
        [*variables, *lifted],
        [],
        len(rows),
        outside.language,
        outside.weights,
        outside.clock,
        outside,
        frames,
    )
    if bank.nesting < len(CONTEXTS):
        bank.growers.append(Lambdas(bank))
    return bank


def framed(entry: Entry, frames: Frames) -> Entry:
    """Return an entry over the inner variables on the rows that tell these apart."""
    column = reader(frames.of[INNER].rows)(entry.values)
    made = (entry.head, entry.arguments, entry.type, entry.cost, column, entry.root)
    return Entry(*made, frames.of[INNER])


class Stream:
    """A production with a function over the elements of its sources.

    ``sources`` has these by cost and context, ``bodies`` for each context and type of what the
    function returns the type of the result, its bits, and the slot of the function.
    """

    def __init__(self, instance_: Instance):
        self.instance = instance_
        self.sources: dict[int, list[tuple[Context, list[Entry]]]] = {}
        self.bodies: dict[int, dict[Type, tuple[Type, int, Slot] | None]] = defaultdict(dict)


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
        most = bank.level - FUNCTION_BITS
        place, of_function = bank.places.of(at.production)
        for cost, groups in bank.slot(place, at.types[0]).groups(most).items():
            left = bank.level - cost
            if cost > most:
                continue
            if cost not in stream.sources:
                stream.sources[cost] = self._by_context(groups)
            for context, sources in stream.sources[cost]:
                context.bank.grow_to(left)
                for type_, own, slot in self._bodies(stream, context, of_function):
                    bodies = slot.groups(left - own).get(left - own)
                    if bodies and bank.admits(type_):
                        for source in sources:
                            self._apply(at.production, type_, source, context, bodies)

    def _bodies(
        self, stream: Stream, context: Context, place: Place
    ) -> list[tuple[Type, int, Slot]]:
        """Return what functions of a context a production takes: its result's type, bits, slot."""
        bodies, inner = stream.bodies[id(context)], context.bank
        if len(bodies) < len(inner.seen):
            for body in [each for each in inner.seen if each not in bodies]:
                bodies[body] = None
                type_ = result_for(stream.instance, body)
                if type_ is not None:
                    production = stream.instance.production
                    bits = self.bank.weights.prior(type_, production)
                    bodies[body] = type_, bits, inner.slot(place, body)
        return [each for each in bodies.values() if each]

    def _by_context(self, groups: dict[int, Lists]) -> list[tuple[Context, list[Entry]]]:
        """Return sources with the contexts of their elements, and show those that are new."""
        found: dict[int, tuple[Context, list[Entry]]] = {}
        lists = chain.from_iterable(groups.values())
        for source in chain.from_iterable(lists):
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
        if max(map(len, source.values), default=0) < 2:
            return None
        freeze = freezer(inner)
        keys = [values if freeze is None else list(map(freeze, values)) for values in source.values]
        for context in self.contexts:
            if context.type == inner and all(map(set.issuperset, context.keys, keys)):
                return context
        if len(self.contexts) >= CONTEXTS[self.bank.nesting]:
            return None
        if sum(len(set(own)) for own in keys) > TABLE:
            return None
        pairs: dict[tuple, Any] = {}
        for row, (own, values) in enumerate(zip(keys, source.values, strict=True)):
            for key, value in zip(own, values, strict=True):
                pairs.setdefault((row, key), value)
        context = Context(self.bank, inner, pairs)
        self.contexts.append(context)
        return context

    def _apply(self, production, type_: Type, source: Entry, context: Context, groups) -> None:
        """Add what a production gives for a source and some functions of its elements."""
        for own, lists in groups.items():
            bodies = list(chain.from_iterable(lists))
            mask = source.mask | (FULL if own & OUTER else 0)
            if mask & INNER or not self.bank.outside:  # otherwise the bank outside has it
                self._evaluate(production, type_, source, context, bodies, mask)

    def _evaluate(
        self, production, type_: Type, source: Entry, context: Context, bodies, mask: int
    ) -> None:
        """Add what functions of one frame give for a source, on the rows of a frame."""
        bank, evaluate, freeze_element = self.bank, over_values(production), context.freeze
        seen, freeze = bank.room_for(type_, mask)
        frame = None if mask == FULL else bank.frames.of[mask]
        rows = list(zip(source.values, context.tables(source, bodies[0].mask), strict=True))
        if frame is not None:
            rows = [rows[row] for row in frame.rows]
        answers = bank.answers(type_, mask)
        new: list[Entry] = []
        repeated: list[Entry] = []
        bank.clock.tried += len(bodies)
        for body in bodies:
            bank.clock.check()
            get = body.column.__getitem__
            try:
                values = tuple(
                    [  # in a generator a StopIteration would be a RuntimeError
                        evaluate(elements, map(get, places), freeze_element)
                        for elements, places in rows
                    ]
                )
                key = values if freeze is None else tuple(map(freeze, values))
                is_new = key not in seen and bank.narrower(type_, values, mask) is None
                if not is_new and key not in answers:
                    continue
            except ERRORS:
                continue
            arguments = (source, Abstraction((context.name,), body))
            made = Entry(production, arguments, type_, bank.level, values, None, frame)
            if is_new:
                seen[key] = made
            (new if is_new else repeated).append(made)
        bank.store(production, type_, new)
        bank.show(repeated)
