"""Steps from one state of a loop to the next, grown on a table of states as they might be."""

from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from typing import Any

from codegarden.description.types import BOOL, REST, Type
from codegarden.synthesis.bank import Bank
from codegarden.synthesis.lambdas import variable
from codegarden.synthesis.ranks import Ranked, own_bank, places, uses
from codegarden.synthesis.traces import ITEM, TABLE, inside, mixed
from codegarden.synthesis.values import Entry

STATE = "state'"  # no name that a parameter can have
STATES = 4  # of each outer row's
PAIR = "(x, y)"


def is_step(body: Entry) -> bool:
    """Return whether a body makes one state of another.

    Of a pair each place must need the other: two variables of which one does not are found one
    after the other.
    """
    if getattr(body.head, "text", "") != PAIR:
        return uses(body, (STATE,)) and all(of_width(value, body.type) for value in body.values)
    one, other = (places(each, STATE) for each in body.arguments)
    return "t[1]" in one and "t[0]" in other


class StepContext:
    """A bank for the functions of a loop: rows of states and, in a fold, of elements."""

    def __init__(self, outside: Bank, state: Type, item: Type | None, items, samples):
        self.names = (STATE,) if item is None else (STATE, ITEM)
        rows, states, elements = [], [], []
        for row, (own_items, own_states) in enumerate(zip(items, samples, strict=True)):
            for each, value in islice(pairs(own_items, own_states), TABLE // len(samples)):
                rows.append(row)
                states.append(value)
                elements.append(each)
        variables = variable(outside, STATE, state, tuple(states))
        if item is not None:
            variables += inside(outside, variable(outside, ITEM, item, tuple(elements)))
        self.bank = own_bank(outside, variables, rows)
        self.steps = Ranked(self.bank, state, is_step)
        self.conditions = Ranked(self.bank, BOOL, lambda body: uses(body, (STATE,)))


def pairs(items: Sequence, states: Sequence) -> Iterator[tuple]:
    """Yield every element with some states in turn, and every state at least once."""
    count = max(STATES * len(items), len(states)) if items else 0
    return zip(mixed(items, count), cycle(states), strict=False)


def of_width(state: Any, type_: Type) -> bool:
    """Return whether a state that is a tuple has as many places as its type (a slice has not)."""
    return type_.name != "tuple" or REST in type_.args or len(state) == len(type_.args)
