"""Entries: terms with their values on the rows of a context; and the limits of evaluation."""

import re
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from codegarden.description.types import REST, Type
from codegarden.synthesis.frames import FULL, Frame
from codegarden.synthesis.production import Production
from codegarden.synthesis.terms import Apply, Lambda, Term

ERRORS = (  # what a production may raise on values that it is not meant for
    *(ArithmeticError, LookupError, TypeError, ValueError, AttributeError, StopIteration),
    *(RecursionError, re.error),
)
SCALARS = frozenset({"int", "float", "bool", "str", "None", "regex", "bytes", "call"})
LONGEST = 1000  # elements or characters of the values of an entry together
ROOM = 1_500_000  # entries of a search, about 400 bytes each


class OutOfTimeError(Exception):
    """The time of a search is over, or its memory."""


class Clock:
    """When to stop, and how many terms have been evaluated."""

    def __init__(self, seconds: float, room: int = ROOM, now=time.monotonic):
        self.now = now
        self.tried = 0
        self.room = room
        self.failures: dict[str, str] = {}  # of parts that broke off, by their names
        self.start(seconds)

    def start(self, seconds: float) -> None:
        """Begin to count the seconds that there are."""
        self.started = self.now()
        self.deadline = self.started + seconds

    def check(self) -> None:
        """Raise ``OutOfTimeError`` when the time or the room for entries is used up."""
        if self.now() > self.deadline or self.room < 0:
            raise OutOfTimeError

    def attempt(self, part: str, work: Callable[..., Any], *arguments: Any) -> Any:
        """Return what a part of the search does; one that breaks off costs itself alone."""
        if part in self.failures:
            return None
        try:
            return work(*arguments)
        except (OutOfTimeError, MemoryError):
            raise
        except Exception as error:  # whatever it is: the other parts go on, and it is named
            self.failures[part] = said(error)
            return None


def said(error: Exception) -> str:
    """Return an error's kind, message and place."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})"


class Turn:
    """A part of a search that goes on in rounds, each about twice as long as the one before.

    It takes no more than a ``share`` of the time.
    """

    def __init__(self, clock: Clock, share: float):
        self.clock = clock
        self.share = share
        self.used = self.last = 0.0  # seconds

    def take(self, work: Callable[[], None]) -> None:
        """Go one round on, if it is likely to stay within the share."""
        clock = self.clock
        before = clock.now()
        if self.used + 2 * self.last <= self.share * (before - clock.started):
            work()
            self.last = clock.now() - before
            self.used += self.last


class Entry:
    """A term of a bank with its values; ``root`` is what its head counts as.

    ``column`` has the values on the rows of the term's frame, ``values`` on all rows. Without a
    frame both are the same.
    """

    __slots__ = ("arguments", "column", "cost", "frame", "head", "root", "type")

    def __init__(
        self,
        head: Any,
        arguments: tuple,
        type_: Type,
        cost: int,
        column: tuple,
        root: Any = None,
        frame: Frame | None = None,
    ):
        self.head = head
        self.arguments = arguments
        self.type = type_
        self.cost = cost
        self.column = column
        self.root = head if root is None else root
        self.frame = frame

    @property
    def mask(self) -> int:
        """What the term depends on."""
        return FULL if self.frame is None else self.frame.mask

    @property
    def values(self) -> tuple:
        """The values, one a row of the context."""
        if self.frame is None:
            return self.column
        return tuple(map(self.column.__getitem__, self.frame.index))

    def term(self) -> Term:
        """Return the term."""
        if not isinstance(self.head, Production):
            return self.head
        return Apply(self.head, tuple(each.term() for each in self.arguments))


class Abstraction:
    """A lambda as an argument: the names that it binds and its body, an entry of its context."""

    __slots__ = ("body", "names")

    def __init__(self, names: tuple[str, ...], body: Entry):
        self.names = names
        self.body = body

    @property
    def root(self):
        """What the body counts as."""
        return self.body.root

    @property
    def cost(self) -> int:
        """The body's cost."""
        return self.body.cost

    @property
    def type(self) -> Type:
        """The type of what the function returns."""
        return self.body.type

    def term(self) -> Lambda:
        """Return the lambda as a term."""
        return Lambda(self.names, self.body.term())


def freezer(type_: Type) -> Callable[[Any], Any] | None:
    """Return what makes a value of a type hashable, or None where it is.

    Equal keys mean equal values in equal order: a dictionary's order shows in its list.
    """
    if type_.name in SCALARS:
        return None
    if type_.name == "any":
        return repr
    inner = [freezer(each) for each in type_.args if each != REST]
    if type_.name == "tuple" and not any(inner):
        return None
    if type_.name == "counter":
        return lambda counter: tuple(counter.items())
    if type_.name == "dict":
        value = inner[1] if len(inner) == 2 else repr
        if value is None:
            return lambda d: tuple(d.items())
        return lambda d: tuple((k, value(v)) for k, v in d.items())
    if type_.name == "tuple" and REST not in type_.args:
        parts = [each or (lambda v: v) for each in inner]
        return lambda t: tuple(f(v) for f, v in zip(parts, t, strict=True))
    outer = frozenset if type_.name == "set" else tuple
    if not inner or inner[0] is None:
        return outer
    return lambda v, f=inner[0]: outer(map(f, v))
