"""Property signatures: how a task's inputs and outputs go together, as numbers.

A property is a question about an input and an output that is true, false, or makes no sense. Its
signature over the examples of a task is two numbers: the share of examples where it makes sense,
and the share where it is true (Odena and Sutton 2020, "Learning to represent programs with
property signatures"). The questions are not chosen by hand: each production of one argument is a
view of a value, and each view asks the same few things (as the reduced values of Shi et al. 2023,
"LambdaBeam", section 4.2).
"""

from collections.abc import Callable, Sequence, Sized
from functools import cache
from typing import Any

import numpy as np

from codegarden.synthesis.production import Production
from codegarden.synthesis.productions import language
from codegarden.synthesis.values import ERRORS

ROWS = 4  # examples that are looked at, at most
LONGEST = 2000  # elements or characters of a value that is looked at
GREATEST = 10**9  # of a number
NOTHING = object()  # what a view of a value gives that it makes no sense for


def equal(a: Any, b: Any) -> bool:
    """Return whether a view of the input is the output."""
    return type(a) is type(b) and a == b


def within(a: Any, b: Any) -> bool:
    """Return whether a view of the input is in the output."""
    return a in b


def around(a: Any, b: Any) -> bool:
    """Return whether the output is in a view of the input."""
    return b in a


def less(a: Any, b: Any) -> bool:
    """Return whether a view of the input is less than the output."""
    return a < b


BETWEEN: tuple[Callable[[Any, Any], bool], ...] = (equal, within, around, less)
ASKED = len(BETWEEN) + 4  # of a view: these, and alike, kept, and what it says of either value


@cache
def views() -> tuple[Production, ...]:
    """Return the productions of one argument that is not a function."""
    return tuple(each for each in language() if len(each.names) == 1 and not each.is_higher_order)


@cache
def width() -> int:
    """Return how many numbers a signature has."""
    return 2 * ASKED * (len(views()) + 1)


def viewed(value: Any) -> list[Any]:
    """Return a value and what each view gives for it, ``NOTHING`` where it makes no sense."""
    found = [value]
    if is_large(value):
        return [value, *[NOTHING] * len(views())]
    for view in views():
        try:
            found.append(view.function(value))
        except (*ERRORS, MemoryError):
            found.append(NOTHING)
    return found


def is_large(value: Any) -> bool:
    """Return whether a view of a value could take long."""
    if isinstance(value, int | float):
        return not abs(value) <= GREATEST
    return isinstance(value, Sized) and len(value) > LONGEST


def answers(seen: Sequence[Any], given: Sequence[Any]) -> np.ndarray:
    """Return for an input and an output, both ``viewed``, what each question says.

    Of shape ``(views + 1, ASKED)``: 1 for true, 0 for false, -1 where it makes no sense.
    """
    found = np.full((len(seen), ASKED), -1, np.int8)
    output = given[0]
    for place, (a, b) in enumerate(zip(seen, given, strict=True)):
        row = found[place]
        if a is not NOTHING:
            for number, question in enumerate(BETWEEN):
                try:
                    row[number] = question(a, output)
                except ERRORS:
                    continue
            if b is not NOTHING:
                row[4] = equal(a, b)
        if place and b is not NOTHING and type(b) is type(output):
            row[5] = b == output
        for number, value in ((6, a), (7, b)):
            if place and isinstance(value, bool):
                row[number] = value
    return found


def signature(inputs: Sequence[Sequence[Any]], outputs: Sequence[Any]) -> np.ndarray:
    """Return the signature of examples, of shape ``(width(),)``.

    A question is asked of each argument; it makes sense where it does for one of them, and is true
    where it is for one of them.
    """
    rows = list(zip(inputs, outputs, strict=True))[:ROWS]
    made = []
    for arguments, output in rows:
        given = viewed(output)
        each = [answers(viewed(argument), given) for argument in arguments]
        made.append(np.max(each, axis=0) if each else np.full((len(given), ASKED), -1))
    if not made:
        return np.zeros(width(), np.float32)
    found = np.stack(made)
    shares = np.stack([(found >= 0).mean(axis=0), (found == 1).mean(axis=0)])
    return shares.astype(np.float32).ravel()
